package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.spec.Mount;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where secrets and configs of a container are, and when they are others. */
class FilesTest {
  private static App app(String service) {
    return ManifestReader.read(
            """
            name: shop
            services:
              web:
                image: web:1
                secrets:
                  - key
                  - {source: cert, target: /etc/tls/cert, uid: "33", mode: "0440"}
                  - {source: host, target: /etc/host/file}
            %s
            secrets:
              key: {content: hush}
              cert: {content: pem}
              host: {file: /srv/host}
            """
                .formatted(service.indent(4)))
        .drafts()
        .getFirst()
        .app();
  }

  private static Set<String> folders(String service) {
    App app = app(service);
    return Files.folders(app, app.service("web"));
  }

  private static Optional<String> fingerprint(String service, String salt) {
    App app = app(service);
    return Files.fingerprint(app, app.service("web"), salt);
  }

  @Test
  void filesAreWrittenWhereTheyCanBeSeen() {
    assertThat(folders("")).isEmpty();
    assertThat(folders("tmpfs: [/etc]")).as("memory is over it").containsExactly("/etc/tls");
    assertThat(folders("tmpfs: [/etcetera]")).as("it is not").isEmpty();
    assertThat(folders("read_only: true")).containsExactly("/etc/tls", "/run/secrets");
    assertThat(folders("read_only: true\nvolumes: ['certs:/etc/tls']"))
        .as("a volume is there")
        .containsExactly("/run/secrets");
  }

  @Test
  void filesOfTheHostAreMounted() {
    App app = app("tmpfs: [/etc]");
    assertThat(Files.mounts(app, app.service("web")))
        .extracting(Mount::target)
        .containsExactly("/etc/host/file", "/etc/tls");
  }

  @Test
  void anotherTextOwnerOrModeIsAnotherFile() {
    String one = fingerprint("", "salt").orElseThrow();
    assertThat(fingerprint("", "salt")).contains(one);
    assertThat(fingerprint("", "other"))
        .as("nobody can try texts")
        .isPresent()
        .get()
        .isNotEqualTo(one);
    App none = ManifestReader.read("{name: shop, image: 'web:1'}").drafts().getFirst().app();
    assertThat(Files.fingerprint(none, none.service("shop"), "salt")).isEmpty();
  }
}
