package dev.berth.acme;

import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.IssuedCertificate;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of each host's certificate, durable; read from the store once. */
final class CertificateBook {
  private final ResourceStore state;
  private final InstantSource clock;
  private final Map<String, IssuedCertificate> known = new ConcurrentHashMap<>();
  private boolean isRead;

  CertificateBook(ResourceStore state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  IssuedCertificate find(String host) {
    read();
    return known.getOrDefault(host, IssuedCertificate.NONE);
  }

  Set<String> hosts() {
    read();
    return Set.copyOf(known.keySet());
  }

  private synchronized void read() {
    if (!isRead) {
      state
          .all(IssuedCertificate.KIND)
          .forEach(one -> known.put(one.name(), IssuedCertificate.of(one.spec())));
      isRead = true;
    }
  }

  void save(String host, IssuedCertificate next) {
    Optional<Resource> stored = state.find(IssuedCertificate.KIND, host);
    Resource changed =
        stored
            .map(before -> before.withSpec(next.tree()))
            .orElseGet(() ->
                new Resource(
                    IssuedCertificate.KIND,
                    host,
                    UUID.randomUUID().toString(),
                    1,
                    0,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    next.tree(),
                    clock.instant()));
    state.save(stored.map(Resource::resourceVersion).orElse(0L), changed);
    known.put(host, next);
  }

  void forget(String host) {
    state
        .find(IssuedCertificate.KIND, host)
        .ifPresent(one -> state.forget(one.kind(), host, one.uid()));
    known.remove(host);
  }
}
