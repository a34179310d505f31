package dev.berth.boot.wiring;

import dev.berth.engine.docker.EngineAccess;
import dev.berth.engine.docker.EngineTls;
import dev.berth.engine.docker.SshTunnel;
import dev.berth.fleet.EngineMaker.NotMade;
import dev.berth.ssh.KnownHosts;
import dev.berth.ssh.PrivateKeys;
import dev.berth.ssh.SshTarget;
import dev.berth.state.EngineSpec;
import dev.berth.state.secret.Secrets;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How declared engines are reached, with what their secrets hold.
 *
 * @param folder where keys of hosts are remembered that nobody has given
 */
record EngineDoors(Secrets secrets, Path folder) {
  private static final String OF_TLS = "spec.tls.secret: ";
  private static final String OF_SSH = "spec.ssh.secret: ";
  private static final String PRIVATE_KEY = "privateKey";
  private static final String KNOWN_HOSTS = "knownHosts";

  /**
   * What tells one connection from another beside addresses.
   *
   * @throws NotMade with what is missing
   */
  List<String> digests(EngineSpec spec) {
    List<String> texts = new ArrayList<>();
    for (String key : List.of("ca", "cert", "key")) {
      spec.tls().ifPresent(secret -> texts.add(text(OF_TLS, secret, key)));
    }
    spec.ssh()
        .ifPresent(secret -> {
          texts.add(text(OF_SSH, secret, PRIVATE_KEY));
          texts.add(knownHosts(secret));
        });
    return texts.stream().map(secrets::digest).toList();
  }

  /**
   * To the engine, or to a node of it; nothing is opened.
   *
   * @throws NotMade with what is missing
   */
  EngineAccess to(EngineSpec spec, String host) {
    if (host.startsWith("ssh:")) {
      return EngineAccess.declared(new SshTunnel(target(spec, host), socket(host)));
    }
    return EngineAccess.declared(host, host.startsWith("tcp:") ? tls(spec) : Optional.empty());
  }

  private Optional<EngineTls> tls(EngineSpec spec) {
    try {
      return spec.tls()
          .map(secret ->
              EngineTls.of(
                  text(OF_TLS, secret, "ca"),
                  text(OF_TLS, secret, "cert"),
                  text(OF_TLS, secret, "key")));
    } catch (IllegalArgumentException e) {
      throw new NotMade(OF_TLS + "in secret " + spec.tls().orElse("") + " " + e.getMessage());
    }
  }

  private static Optional<String> socket(String host) {
    return Optional.of(URI.create(host).getPath()).filter(path -> !path.isEmpty());
  }

  private SshTarget target(EngineSpec spec, String host) {
    String secret = spec.ssh().orElseThrow(() -> new NotMade("spec.ssh: is missing, for " + host));
    KnownHosts hosts =
        new KnownHosts(folder.resolve(spec.name() + ".known_hosts"), knownHosts(secret));
    try {
      return SshTarget.of(host, PrivateKeys.read(text(OF_SSH, secret, PRIVATE_KEY)), hosts);
    } catch (PrivateKeys.UnreadableKey e) {
      throw new NotMade(OF_SSH + "in secret " + secret + " " + PRIVATE_KEY + " " + e.advice());
    }
  }

  private String text(String path, String secret, String key) {
    return switch (secrets.find(secret, key)) {
      case Secrets.Found.Value value -> value.text();
      case Secrets.Found.Nothing nothing -> throw new NotMade(path + nothing.why());
    };
  }

  /** Whoever gives none trusts the first key that a host shows. */
  private String knownHosts(String secret) {
    return secrets.find(secret, KNOWN_HOSTS) instanceof Secrets.Found.Value value
        ? value.text()
        : "";
  }
}
