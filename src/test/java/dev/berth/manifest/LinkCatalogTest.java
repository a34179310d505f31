package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.App;
import dev.berth.spec.Service;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What links to the catalog bring. */
class LinkCatalogTest {
  private final LinkCatalog catalog = new LinkCatalog();

  private static App app(String yaml) {
    return ManifestReader.read(yaml).drafts().getFirst().app();
  }

  private App closed(Optional<App> before) {
    return catalog.resolve(app("{name: a, image: x, links: {redis: {auth: true}}}"), before);
  }

  @Test
  void aPlainLinkAsksForNoPassword() {
    App app = catalog.resolve(app("{name: a, image: x, links: [redis]}"), Optional.empty());

    assertThat(app.service("a").environment())
        .containsEntry("REDIS_URL", "redis://redis:6379")
        .doesNotContainKey("REDIS_PASSWORD");
    assertThat(app.service("redis").environment()).isEmpty();
  }

  @Test
  void aPasswordIsMadeAndPassedOn() {
    App app = closed(Optional.empty());
    Service redis = app.service("redis");
    String password = Optional.ofNullable(redis.environment().get("REDIS_PASSWORD")).orElseThrow();

    assertThat(password).hasSizeGreaterThan(20);
    assertThat(redis.environment()).containsEntry("REDISCLI_AUTH", password);
    assertThat(app.service("a").environment())
        .containsEntry("REDIS_PASSWORD", password)
        .containsEntry("REDIS_URL", "redis://default:" + password + "@redis:6379");
    assertThat(redis.process().command().orElseThrow())
        .noneMatch(word -> word.contains(password))
        .endsWith("redis-server", "--appendonly", "yes");
  }

  @Test
  void thePasswordStays() {
    App first = closed(Optional.empty());

    assertThat(closed(Optional.of(first))).isEqualTo(first);
    assertThat(closed(Optional.empty())).isNotEqualTo(first);
  }

  @Test
  void whoLinksWithoutOptionsGetsThePasswordToo() {
    App app =
        catalog.resolve(
            app(
                "{name: a, services: {x: {image: i, links: [redis]},"
                    + " y: {image: i, links: {redis: {auth: true, persist: false}}}}}"),
            Optional.empty());

    assertThat(app.service("x").environment()).containsKey("REDIS_PASSWORD");
    assertThat(app.service("redis").mounts()).isEmpty();
  }

  @Test
  void aDeclaredPasswordIsUsed() {
    App app =
        catalog.resolve(
            app(
                "{name: a, image: x,"
                    + " links: {redis: {auth: true, environment: {REDIS_PASSWORD: mine}}}}"),
            Optional.empty());

    assertThat(app.service("a").environment())
        .containsEntry("REDIS_URL", "redis://default:mine@redis:6379");
  }
}
