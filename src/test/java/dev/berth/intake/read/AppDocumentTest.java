package dev.berth.intake.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.plan.Samples;
import dev.berth.spec.App;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import dev.berth.state.Quarantine;
import dev.berth.state.Revision;
import dev.berth.status.AppStatus;
import dev.berth.status.Phase;
import dev.berth.status.StatusSamples;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an answer says of an app. */
class AppDocumentTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private static App app(String text) {
    return ManifestReader.read(text).drafts().getFirst().app();
  }

  private static final App SHOP = app("{name: shop, image: 'web:1'}");

  private static DeclaredResource.OfApp declared(DesiredApp desired, Optional<AppStatus> status) {
    return new DeclaredResource.OfApp(desired, status, Optional.empty(), 42);
  }

  private static Map<?, ?> part(Map<?, ?> tree, String key) {
    return (Map<?, ?>) Objects.requireNonNull(tree.get(key));
  }

  private static AppStatus status(AppStatus.ServiceStatus web) {
    return StatusSamples.of(1, Phase.RUNNING, NOON).withServices(new TreeMap<>(Map.of("web", web)));
  }

  private static Map<?, ?> web(AppStatus.ServiceStatus web) {
    return part(part(AppDocument.status(status(web)), "services"), "web");
  }

  private static AppStatus.ServiceStatus web(
      Optional<AppStatus.Image> image,
      List<AppStatus.Container> containers,
      Optional<AppStatus.RolloutStatus> rollout) {
    return new AppStatus.ServiceStatus(3, 2, 1, image, List.of("http://x"), containers, rollout);
  }

  @Test
  void beforeTheFirstLookNothingIsKnown() {
    Map<String, Object> document =
        AppDocument.of(declared(Samples.desired(SHOP), Optional.empty()));

    assertThat(document).containsEntry("kind", "App");
    assertThat(part(document, "metadata").keySet())
        .isEqualTo(
            java.util.Set.of("name", "uid", "generation", "resourceVersion", "creationTimestamp"));
    assertThat(part(document, "metadata").get("resourceVersion")).isEqualTo("42");
    assertThat(document.get("status"))
        .isEqualTo(
            Map.of(
                "observedGeneration",
                0,
                "phase",
                "Pending",
                "conditions",
                List.of(),
                "services",
                Map.of()));
  }

  @Test
  void itsLabelsAndItsEndAreTold() {
    App labelled = app("{name: shop, labels: {team: a}, services: {web: {image: 'web:1'}}}");
    DesiredApp going = Samples.deleting(Samples.desired(labelled), false);

    Map<?, ?> metadata = part(AppDocument.of(declared(going, Optional.empty())), "metadata");

    assertThat(metadata.get("labels")).isEqualTo(Map.of("team", "a"));
    assertThat(metadata.get("deletionTimestamp"))
        .isEqualTo(going.deletion().orElseThrow().requestedAt().toString());
  }

  @Test
  void whatFailedAndWhoseFilesSaySoIsToldBesideWhatIsThere() {
    Quarantine failed = new Quarantine(2, 2, 1, "ReadyTimeout", "why", NOON);
    DesiredApp back =
        Samples.desired(SHOP).rolledBack(Revision.untried(1, SHOP, SHOP, "test", NOON), failed);
    DeclaredResource.OfApp declared =
        new DeclaredResource.OfApp(
            back,
            Optional.of(StatusSamples.of(1, Phase.DEGRADED, NOON)),
            Optional.of(new OwnedApp("shop", "files", "shop.yaml", true)),
            1);

    Map<?, ?> status = part(AppDocument.of(declared), "status");

    assertThat(status.get("phase")).isEqualTo("Degraded");
    assertThat(status.get("quarantine"))
        .isEqualTo(
            Map.of(
                "revision", 2L,
                "rolledBackTo", 1L,
                "reason", "ReadyTimeout",
                "message", "why",
                "since", "2026-11-29T12:00:00Z"));
    assertThat(status.get("source"))
        .isEqualTo(Map.of("name", "files", "file", "shop.yaml", "overridden", true));
  }

  @Test
  void aConditionIsToldWithItsSummary() {
    Map<String, Object> status = AppDocument.status(StatusSamples.of(7, Phase.RUNNING, NOON));

    assertThat(status).containsEntry("observedGeneration", 7L).containsEntry("revision", 1L);
    assertThat((List<?>) status.get("conditions"))
        .hasSize(4)
        .first()
        .isEqualTo(
            Map.of(
                "type", "Ready",
                "status", "True",
                "reason", "AllReady",
                "message", "so it is",
                "summary", "so it is",
                "lastTransitionTime", "2026-11-29T12:00:00Z",
                "observedGeneration", 1L));
  }

  @Test
  void countsAreThoseOfTheService() {
    assertThat(web(web(Optional.empty(), List.of(), Optional.empty())))
        .isEqualTo(
            Map.of(
                "desired", 3,
                "ready", 2,
                "updated", 1,
                "endpoints", List.of("http://x"),
                "containers", List.of()));
  }

  @Test
  void anImageThatIsNotThereHasNoId() {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("reference", "web:1");
    expected.put("id", null);
    expected.put("digest", null);
    AppStatus.Image missing = new AppStatus.Image("web:1", "", Optional.empty());
    AppStatus.Image pulled = new AppStatus.Image("web:1", "sha256:1", Optional.of("sha256:2"));

    assertThat(web(web(Optional.of(missing), List.of(), Optional.empty())).get("image"))
        .isEqualTo(expected);
    assertThat(web(web(Optional.of(pulled), List.of(), Optional.empty())).get("image"))
        .isEqualTo(Map.of("reference", "web:1", "id", "sha256:1", "digest", "sha256:2"));
  }

  private static AppStatus.Container container(
      OptionalInt exitCode, Map<String, String> unnamed, Optional<AppStatus.Rotated> rotation) {
    return new AppStatus.Container(
        "id",
        "shop-web-1",
        1,
        5,
        "exited",
        "none",
        4,
        exitCode,
        exitCode.isPresent() ? Optional.of(NOON) : Optional.empty(),
        new TreeMap<>(unnamed),
        rotation);
  }

  private static Map<?, ?> told(AppStatus.Container container) {
    Map<?, ?> service = web(web(Optional.empty(), List.of(container), Optional.empty()));
    List<?> all = (List<?>) Objects.requireNonNull(service.get("containers"));
    return (Map<?, ?>) all.getFirst();
  }

  @Test
  void aContainerIsToldAsItIs() {
    Map<?, ?> all =
        told(
            container(
                OptionalInt.of(137),
                Map.of("/data", "abc"),
                Optional.of(new AppStatus.Rotated("draining", 2, 3))));

    assertThat(all)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("id", "id"),
                Map.entry("name", "shop-web-1"),
                Map.entry("replica", 1),
                Map.entry("revision", 5L),
                Map.entry("state", "exited"),
                Map.entry("health", "none"),
                Map.entry("restarts", 4),
                Map.entry("exitCode", 137),
                Map.entry("startedAt", "2026-11-29T12:00:00Z"),
                Map.entry("unnamedVolumes", Map.of("/data", "abc")),
                Map.entry("rotation", Map.of("state", "draining", "sessions", 2, "errors", 3L))));
  }

  @Test
  void whatDoesNotApplyToAContainerIsLeftOutOrNull() {
    Map<?, ?> little = told(container(OptionalInt.empty(), Map.of(), Optional.empty()));

    assertThat(little.get("exitCode")).isNull();
    assertThat(little.get("startedAt")).isNull();
    assertThat(little.containsKey("exitCode")).isTrue();
    assertThat(little.containsKey("unnamedVolumes")).isFalse();
    assertThat(little.containsKey("rotation")).isFalse();
  }

  @Test
  void howFarAChangeIsIsToldWithItsShareWhereThereIsOne() {
    AppStatus.RolloutStatus rollout =
        new AppStatus.RolloutStatus("Canary", "Sharing", Optional.of(10), 1, 3, 0, "waits");
    AppStatus.RolloutStatus whole =
        new AppStatus.RolloutStatus("Rolling", "Draining", Optional.empty(), 1, 3, 1, "");

    assertThat(web(web(Optional.empty(), List.of(), Optional.of(rollout))).get("rollout"))
        .isEqualTo(
            Map.of(
                "strategy", "Canary",
                "step", "Sharing",
                "share", 10,
                "updated", 1,
                "inRotation", 3,
                "draining", 0,
                "message", "waits"));
    Map<?, ?> told = part(web(web(Optional.empty(), List.of(), Optional.of(whole))), "rollout");
    assertThat(told.get("step")).isEqualTo("Draining");
    assertThat(told.containsKey("share")).isFalse();
  }
}
