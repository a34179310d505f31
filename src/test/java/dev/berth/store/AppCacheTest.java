package dev.berth.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppCacheTest {
  private final AppCache cache = new AppCache(100);

  private static DesiredApp app(String name, long version) {
    App app = AppReader.read(Map.of("name", name, "image", "x")).app();
    return new DesiredApp(
        "uid",
        1,
        1,
        version,
        app,
        app,
        Instant.EPOCH,
        Optional.empty(),
        DesiredApp.Halt.GRACEFUL,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void knowsAnAppByNameAndVersion() {
    cache.keep(app("a", 7), 10);

    assertThat(cache.find("a", 7)).contains(app("a", 7));
    assertThat(cache.find("a", 8)).isEmpty();
    assertThat(cache.find("b", 7)).isEmpty();
  }

  @Test
  void doesNotGoBackToAnOlderVersion() {
    cache.keep(app("a", 8), 10);
    cache.keep(app("a", 7), 10);

    assertThat(cache.find("a", 8)).isPresent();
  }

  @Test
  void forgetsThoseNotAskedForTheLongest() {
    cache.keep(app("a", 1), 40);
    cache.keep(app("b", 2), 40);
    cache.find("a", 1);
    cache.keep(app("c", 3), 40);

    assertThat(cache.find("a", 1)).isPresent();
    assertThat(cache.find("b", 2)).isEmpty();
    assertThat(cache.find("c", 3)).isPresent();
  }

  @Test
  void countsAnAppOnceHoweverOftenItIsKept() {
    cache.keep(app("a", 1), 40);
    for (int version = 2; version < 50; version++) {
      cache.keep(app("b", version), 40);
    }

    assertThat(cache.find("a", 1)).isPresent();
  }
}
