package dev.berth.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.intake.read.DeclaredResource;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.state.DesiredApp;
import dev.berth.state.RolloutProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One number for an app: whose it is, and what becomes of it. */
class ScalesTest {
  private static final String FLAT = "image: one, replicas: 3";

  private final KubeWriteOptions how =
      new KubeWriteOptions("ann", false, "kubectl", false, false, new ArrayList<>());

  /** Wanted since version 5, of which something was told at 7. */
  private static DeclaredResource shop(String spec) {
    App app =
        ManifestReader.read(
                "{apiVersion: berth.dev/v1, kind: App, metadata: {name: shop}, spec: {"
                    + spec
                    + "}}")
            .drafts()
            .getFirst()
            .app();
    DesiredApp desired =
        new DesiredApp(
            "uid-1",
            1,
            1,
            5,
            app,
            app,
            Instant.EPOCH,
            Optional.empty(),
            DesiredApp.Halt.GRACEFUL,
            Optional.empty(),
            Optional.empty(),
            new ClientMetadata(new TreeMap<>(), ""),
            RolloutProgress.NONE);
    return new DeclaredResource.OfApp(desired, Optional.empty(), Optional.empty(), 7);
  }

  private static Map<String, Object> scale(Map<String, ?> metadata, Map<String, ?> spec) {
    Map<String, Object> named = new LinkedHashMap<>(Map.of("name", "shop"));
    named.putAll(metadata);
    return Map.of("kind", "Scale", "apiVersion", "autoscaling/v1", "metadata", named, "spec", spec);
  }

  private Object scaled(String spec, UnaryOperator<Map<String, Object>> edit) {
    return Scales.change(edit, how).from(shop(spec)).tree().getOrDefault("spec", Map.of());
  }

  private static UnaryOperator<Map<String, Object>> patch(Object replicas) {
    return KubePatches.edit(
        "application/merge-patch+json", Map.of("spec", Map.of("replicas", replicas)));
  }

  @Test
  void tellsWhatIsWantedAndWhichService() {
    assertThat(Scales.of(shop(FLAT)))
        .containsEntry("kind", "Scale")
        .containsEntry("spec", Map.of("replicas", 3))
        .containsEntry(
            "status",
            Map.of("replicas", 0L, "selector", "berth.dev/app=shop,berth.dev/service=shop"));
    assertThat(Scales.of(shop("services: {web: {image: one}}")))
        .containsEntry("spec", Map.of("replicas", 1))
        .containsEntry(
            "status",
            Map.of("replicas", 0L, "selector", "berth.dev/app=shop,berth.dev/service=web"));
  }

  @Test
  void changesTheNumberAndNothingElse() {
    assertThat(scaled(FLAT, patch(5))).isEqualTo(Map.of("image", "one", "replicas", 5));
    assertThat(scaled("services: {web: {image: one}}", patch(5)))
        .isEqualTo(Map.of("services", Map.of("web", Map.of("image", "one", "replicas", 5))));
    assertThat(how.warnings()).isEmpty();
  }

  @Test
  void aNumberThatIsLeftOutIsZero() {
    assertThat(scaled(FLAT, before -> scale(Map.of(), Map.of())))
        .isEqualTo(Map.of("image", "one", "replicas", 0));
  }

  @Test
  void ofSeveralServicesTheOneOfTheAppsNameIsMeantAndNamed() {
    assertThat(scaled("services: {shop: {image: one}, db: {image: two}}", patch(2)))
        .isEqualTo(
            Map.of(
                "services",
                Map.of(
                    "shop",
                    Map.of("image", "one", "replicas", 2),
                    "db",
                    Map.of("image", "two", "replicas", 1))));
    assertThat(how.warnings()).containsExactly("scaled service shop only; its app has db, shop");
  }

  @Test
  void severalServicesOfOtherNamesAreRefusedWithTheWayOut() {
    assertThatExceptionOfType(KubeException.class)
        .isThrownBy(() -> scaled("services: {web: {image: one}, db: {image: two}}", patch(2)))
        .withMessageContaining("spec.replicas: there are the services db, web and none called shop")
        .withMessageContaining("kubectl patch app shop --type=json -p '[{\"op\":\"add\"")
        .satisfies(e -> assertThat(e.code()).isEqualTo(422))
        .satisfies(e -> assertThat(e.status().toString()).contains("causes=["));
  }

  @Test
  void aVersionIsACondition() {
    assertThat(scaled(FLAT, before -> scale(Map.of("resourceVersion", "6"), Map.of("replicas", 2))))
        .isEqualTo(Map.of("image", "one", "replicas", 2));
    for (Map<String, String> other :
        List.of(Map.of("resourceVersion", "4"), Map.of("uid", "another"))) {
      assertThatExceptionOfType(KubeException.class)
          .isThrownBy(() -> scaled(FLAT, before -> scale(other, Map.of("replicas", 2))))
          .satisfies(e -> assertThat(e.code()).isEqualTo(409));
    }
  }

  @Test
  void whatIsNoScaleIsRefused() {
    assertThatExceptionOfType(KubeException.class)
        .isThrownBy(() -> scaled(FLAT, before -> Map.of("kind", "App")))
        .withMessageContaining("must be a Scale of autoscaling/v1, was App");
    assertThatExceptionOfType(KubeException.class)
        .isThrownBy(() -> KubePatches.edit("text/plain", Map.of()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(415));
  }
}
