package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.FrontRoute;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.DesiredApp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A name is one app's, and stays it. */
class FrontClaimsTest {

  private static DesiredApp app(String name, int created, Map<String, ?> ingress) {
    Map<String, Object> manifest =
        Map.of("name", name, "image", "web:1", "expose", List.of("80"), "ingress", ingress);
    DesiredApp desired = Samples.desired(AppReader.read(manifest).app());
    return new DesiredApp(
        "uid",
        1,
        1,
        1,
        desired.declared(),
        desired.app(),
        Instant.ofEpochSecond(created),
        Optional.empty(),
        DesiredApp.Halt.GRACEFUL,
        Optional.empty(),
        Optional.empty());
  }

  private static DesiredApp app(String name, int created) {
    return app(name, created, Map.of("hosts", List.of("shop.example")));
  }

  private static List<String> texts(List<FrontRoute> routes) {
    return routes.stream().map(FrontRoute::text).toList();
  }

  @Test
  void theOlderAppGetsTheNameOfTwo() {
    FrontClaims claims = FrontClaims.of(List.of(app("new", 2), app("old", 1)), List.of());

    assertThat(texts(claims.routes())).containsExactly("shop.example / old old http");
    assertThat(claims.refused()).isEqualTo(Map.of("new", Map.of("shop.example/", "old")));
  }

  @Test
  void whoHasItKeepsItAgainstAnOlderApp() {
    FrontRoute had = new FrontRoute("shop.example", "/", "new", "new", false, Optional.empty());

    FrontClaims claims = FrontClaims.of(List.of(app("new", 2), app("old", 1)), List.of(had));

    assertThat(texts(claims.routes())).containsExactly("shop.example / new new http");
    assertThat(claims.refused()).isEqualTo(Map.of("old", Map.of("shop.example/", "new")));
  }

  @Test
  void whoDoesNotAskAnyMoreLosesIt() {
    FrontRoute had = new FrontRoute("shop.example", "/", "gone", "gone", false, Optional.empty());

    FrontClaims claims =
        FrontClaims.of(
            List.of(Samples.deleting(app("gone", 1), false), app("next", 2)), List.of(had));

    assertThat(texts(claims.routes())).containsExactly("shop.example / next next http");
    assertThat(claims.refused()).isEmpty();
  }

  @Test
  void eachPathIsAClaimOfItsOwn() {
    DesiredApp shop = app("shop", 1, Map.of("hosts", "shop.example", "paths", List.of("/")));
    DesiredApp api = app("api", 2, Map.of("hosts", "shop.example", "paths", List.of("/api/", "/")));

    FrontClaims claims = FrontClaims.of(List.of(shop, api), List.of());

    assertThat(texts(claims.routes()))
        .containsExactly("shop.example / shop shop http", "shop.example /api api api http");
    assertThat(claims.refused()).isEqualTo(Map.of("api", Map.of("shop.example/", "shop")));
  }
}
