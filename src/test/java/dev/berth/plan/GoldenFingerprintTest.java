package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.App;
import dev.berth.spec.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Fingerprints of services as Berth has written them ever since: a red test here would make
 * everybody's containers anew. The values were taken before nameless volumes became Berth's.
 */
class GoldenFingerprintTest {
  private static String of(Map<String, ?> service) {
    World world = new World();
    world.image("web", "sha256:w");
    App app = Samples.app(Map.of("web", service));
    Service web = app.service("web");
    return new Blueprints("me", Samples.desired(app), world.snapshot()).of(web, 1).fingerprint();
  }

  @Test
  void aServiceWithoutVolumes() {
    assertThat(of(Map.of("image", "web:1", "environment", Map.of("NAME", "World"))))
        .isEqualTo("v1:467a9e623e58787b615912a419d2b732");
  }

  @Test
  void aVolumeWithoutAName() {
    assertThat(of(Map.of("image", "web:1", "volumes", List.of("/data"))))
        .isEqualTo("v1:a17feb94cbe61ee248e3d042bf9df412");
    assertThat(
            of(
                Map.of(
                    "image",
                    "web:1",
                    "volumes",
                    List.of(Map.of("type", "volume", "target", "/data")))))
        .isEqualTo("v1:a17feb94cbe61ee248e3d042bf9df412");
  }

  @Test
  void aVolumeWithAName() {
    assertThat(of(Map.of("image", "web:1", "volumes", List.of("data:/data"))))
        .isEqualTo("v1:9f9bbfc29bdc20027c971ad046238c80");
  }
}
