package dev.berth.boot.cli;

import dev.berth.boot.settings.Settings;
import dev.berth.security.AdminToken;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes the file that makes {@code kubectl} a client of this Berth. Without TLS kubectl leaves out
 * the token of a user, so the address bears it as well; only the owner can read the file.
 */
@ApplicationScoped
class Kubeconfig {
  private static final String MARK =
      "# Written by Berth at each start. Take this line away to keep changes of yours.\n";

  private final Settings settings;

  Kubeconfig(Settings settings) {
    this.settings = settings;
  }

  /** The token is asked for so that its file is there. */
  void start(@Observes StartupEvent event, AdminToken token) {
    Path file = settings.home().resolve("kubeconfig");
    try {
      if (!Files.exists(file) || Files.readString(file).startsWith(MARK)) {
        write(file, Files.readString(settings.home().resolve("admin-token")).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("read or write " + file, e);
    }
  }

  private void write(Path file, String token) throws IOException {
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "kubeconfig",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, text(token));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String text(String token) {
    return MARK
        + """
        apiVersion: v1
        kind: Config
        current-context: berth
        clusters:
        - name: berth
          cluster:
        %s
        users:
        - name: berth-admin
          user:
            token: "%s"
        contexts:
        - name: berth
          context:
            cluster: berth
            user: berth-admin
        """
            .formatted(cluster(token).indent(4).stripTrailing(), token);
  }

  private String cluster(String token) {
    String place = host(settings.host()) + ":" + settings.port();
    Settings.Tls tls = settings.tls();
    if (tls.selfMade()) {
      Path trusted = settings.home().toAbsolutePath().resolve("tls").resolve("berth.pem");
      return "server: \"https://%s\"\ncertificate-authority: \"%s\"".formatted(place, trusted);
    }
    return tls.certificate().isPresent()
        ? "server: \"https://%s\"".formatted(place)
        : "server: \"http://berth:%s@%s\"".formatted(token, place);
  }

  /** Every address is none to go to. */
  private static String host(String host) {
    if (host.equals("0.0.0.0") || host.equals("::")) {
      return "127.0.0.1";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
