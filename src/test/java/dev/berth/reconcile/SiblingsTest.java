package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that another service of the app builds is waited for, and not asked of a registry. */
class SiblingsTest {
  private static final String SHOP =
      """
      name: shop
      services:
        app:
          build: {dockerfile_inline: "FROM middle:1"}
        base:
          build: {dockerfile_inline: "FROM scratch", tags: ["base:1"], args: {V: "1"}}
        copy: {image: "base:1"}
        middle:
          image: middle:1
          build: {dockerfile_inline: "FROM base:1"}
      """;

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private Rig rig;
  private Rig.Berth berth;

  @BeforeEach
  void begin() {
    rig = new Rig(folder);
    berth = rig.berth();
    berth.board.subscribe((app, status) -> status.ifPresent(this::tell));
  }

  private void tell(AppStatus status) {
    Condition stalled = status.condition(Condition.Type.STALLED);
    if (stalled.status() == Condition.Verdict.TRUE) {
      told.add(stalled.message());
    }
  }

  private List<String> images(Runnable work) {
    int before = rig.engine.calls().size();
    work.run();
    return rig.engine.calls().stream()
        .skip(before)
        .filter(call -> call.startsWith("build ") || call.startsWith("pull"))
        .map(call -> call.replaceAll(":[0-9a-f]{12}$", ""))
        .toList();
  }

  @Test
  void basesAreBuiltFirst() {
    rig.put(SHOP);

    assertThat(images(() -> berth.converge()))
        .containsExactly(
            "build berth/shop-base", "build berth/shop-middle", "build berth/shop-app");
    assertThat(told).isEmpty();
    assertThat(berth.board.find("shop").orElseThrow().isReady()).isTrue();
  }

  @Test
  void whatStandsOnAChangedBaseIsBuiltAnewOnce() {
    rig.put(SHOP);
    berth.converge();
    rig.put(SHOP.replace("V: \"1\"", "V: \"2\""));

    assertThat(images(() -> berth.converge()))
        .containsExactly(
            "build berth/shop-base", "build berth/shop-middle", "build berth/shop-app");
    assertThat(told).isEmpty();
    assertThat(rig.containers("shop", "copy").getFirst().image())
        .isEqualTo(rig.containers("shop", "base").getFirst().image());
  }

  @Test
  void whoWaitsForEachOtherWaitsForNobody() {
    rig.engine.addImage("a:1");
    rig.engine.addImage("b:1");
    rig.put(
        """
        name: shop
        services:
          a: {build: {dockerfile_inline: "FROM b:1", tags: ["a:1"]}}
          b: {build: {dockerfile_inline: "FROM a:1", tags: ["b:1"]}}
        """);

    assertThat(images(() -> berth.converge())).contains("build berth/shop-a", "build berth/shop-b");
    assertThat(berth.board.find("shop").orElseThrow().isReady()).isTrue();
  }
}
