package dev.berth.lead;

import dev.berth.port.Lead;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Of a Berth on its own file, which the lock of that file keeps others from: it always leads. */
public record AloneLead(String id, String version, Optional<String> advertise, InstantSource clock)
    implements Lead {
  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public boolean isHere() {
    return true;
  }

  @Override
  public Optional<URI> elsewhere() {
    return Optional.empty();
  }

  @Override
  public boolean isBlind() {
    return false;
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public long leaseMillis() {
    return Long.MAX_VALUE;
  }

  @Override
  public Set<String> adminHashes() {
    return Set.of();
  }

  @Override
  public Report report() {
    return new Report(
        id,
        Optional.of(id),
        epoch(),
        List.of(new Instance(id, version, advertise, clock.instant())));
  }
}
