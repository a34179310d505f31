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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How one document becomes the next, and what is in the way: versions, uids, other managers. */
class KubePatchesTest {
  private static final ApiResource APPS = ApiResource.APPS;

  /** App shop of image {@code one}, wanted since version 5, of which something was told at 7. */
  private static DeclaredResource shop(ManagedFields managers) {
    App app =
        ManifestReader.read(
                "{apiVersion: berth.dev/v1, kind: App, metadata: {name: shop},"
                    + " spec: {image: one, replicas: 3}}")
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
            new ClientMetadata(new TreeMap<>(), managers.text()),
            RolloutProgress.NONE);
    return new DeclaredResource.OfApp(desired, Optional.empty(), Optional.empty(), 7);
  }

  private static DeclaredResource shop() {
    return shop(ManagedFields.NONE);
  }

  private static KubeWriteOptions by(String manager, boolean force) {
    return new KubeWriteOptions("ann", false, manager, force, false, new ArrayList<>());
  }

  private static Map<String, Object> document(Map<String, ?> metadata, Map<String, ?> spec) {
    Map<String, Object> named = new LinkedHashMap<>(Map.of("name", "shop"));
    named.putAll(metadata);
    return Map.of("apiVersion", "berth.dev/v1", "kind", "App", "metadata", named, "spec", spec);
  }

  private static Map<String, Object> spec(KubePatches.Next next) {
    return FieldSets.keyed((Map<?, ?>) next.tree().getOrDefault("spec", Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "resourceVersion, 5,     true",
    "resourceVersion, 6,     true",
    "resourceVersion, 7,     true",
    "resourceVersion, 0,     true",
    "resourceVersion, '',    true",
    "resourceVersion, 4,     false",
    "resourceVersion, 8,     false",
    "resourceVersion, x,     false",
    "uid,             uid-1, true",
    "uid,             '',    true",
    "uid,             uid-2, false",
  })
  void aVersionOrUidInADocumentIsACondition(String key, String value, boolean holds) {
    Map<String, Object> tree = document(Map.of(key, value), Map.of("image", "two"));

    if (holds) {
      assertThat(KubePatches.replace(APPS, tree, by("a", false)).from(shop()).tree())
          .isEqualTo(tree);
    } else {
      assertThatExceptionOfType(KubeException.class)
          .isThrownBy(() -> KubePatches.replace(APPS, tree, by("a", false)).from(shop()))
          .returns(409, KubeException::code);
      assertThatExceptionOfType(KubeException.class)
          .isThrownBy(() -> KubePatches.apply(APPS, tree, by("a", true)).from(shop()))
          .returns(409, KubeException::code);
    }
  }

  @Test
  void aNameCannotBeChanged() {
    assertThatExceptionOfType(KubeException.class)
        .isThrownBy(() ->
            KubePatches.replace(APPS, document(Map.of("name", "x"), Map.of()), by("a", false))
                .from(shop()))
        .returns(400, KubeException::code)
        .withMessage("the name of the object (x) does not match the name on the URL (shop)");
  }

  @Test
  void bothKindsOfPatches() {
    KubePatches.Next merged =
        KubePatches.merge(APPS, Map.of("spec", Map.of("image", "two")), by("a", false))
            .from(shop());
    KubePatches.Next json =
        KubePatches.json(
                APPS,
                List.of(Map.of("op", "replace", "path", "/spec/image", "value", "two")),
                by("a", false))
            .from(shop());

    assertThat(spec(merged)).containsEntry("image", "two").containsEntry("replicas", 3);
    assertThat(spec(json)).isEqualTo(spec(merged));
    assertThat(merged.managers().entries())
        .singleElement()
        .returns("a", ManagedFields.Entry::manager)
        .returns("Update", ManagedFields.Entry::operation)
        .satisfies(e -> assertThat(e.fields()).containsExactly(List.of("spec", "image")));
  }

  @ParameterizedTest
  @CsvSource({"nowhere, 422", "'', 400"})
  void aPatchThatIsNoneOrDoesNotFit(String path, int code) {
    Object patch = path.isEmpty() ? Map.of() : List.of(Map.of("op", "remove", "path", "/" + path));

    assertThatExceptionOfType(KubeException.class)
        .isThrownBy(() -> KubePatches.json(APPS, patch, by("a", false)).from(shop()))
        .returns(code, KubeException::code);
  }

  private static Map<String, Object> applied(String image) {
    return document(Map.of(), Map.of("image", image));
  }

  private static KubePatches.Next applies(
      String manager, boolean force, Map<String, Object> tree, DeclaredResource before) {
    return KubePatches.apply(APPS, tree, by(manager, force)).from(before);
  }

  private static ManagedFields ofHelm() {
    return KubePatches.first(APPS, applied("one"), by("helm", false)).managers();
  }

  @Test
  void whatSomebodyElseAppliedIsAClash() {
    assertThatExceptionOfType(KubeException.class)
        .isThrownBy(() -> applies("kubectl", false, applied("two"), shop(ofHelm())))
        .returns(409, KubeException::code)
        .withMessage(
            "Apply failed with 1 conflict: conflict with \"helm\" using berth.dev/v1:"
                + " .spec.image");
  }

  @Test
  void forceTakesTheFieldAway() {
    KubePatches.Next next = applies("kubectl", true, applied("two"), shop(ofHelm()));

    assertThat(spec(next)).containsEntry("image", "two");
    assertThat(next.managers().applied("helm")).doesNotContain(List.of("spec", "image"));
    assertThat(next.managers().applied("kubectl")).contains(List.of("spec", "image"));
  }

  @Test
  void theSameValueIsSharedWithoutAClash() {
    KubePatches.Next next = applies("kubectl", false, applied("one"), shop(ofHelm()));

    assertThat(next.managers().applied("helm")).contains(List.of("spec", "image"));
    assertThat(next.managers().applied("kubectl")).contains(List.of("spec", "image"));
  }

  @Test
  void whatIsNotNamedAnyMoreIsGivenBack() {
    Map<String, Object> both = document(Map.of(), Map.of("image", "one", "replicas", 3));
    ManagedFields before = KubePatches.first(APPS, both, by("helm", false)).managers();

    assertThat(spec(applies("helm", false, applied("one"), shop(before))))
        .isEqualTo(Map.of("image", "one"));
    assertThat(spec(applies("kubectl", false, applied("one"), shop(before))))
        .containsEntry("replicas", 3);
  }

  /** Nobody has said how many: somebody else may, without a clash. */
  @Test
  void whatTheServerWritesByItselfIsNobodys() {
    Map<String, Object> two = document(Map.of(), Map.of("replicas", 2));

    assertThat(spec(applies("scaler", false, two, shop(ofHelm())))).containsEntry("replicas", 2);
    assertThat(ofHelm().applied("helm")).containsExactly(List.of("spec", "image"));
  }

  @Test
  void oneReplicaThatWasSaidIsManaged() {
    Map<String, Object> one = document(Map.of(), Map.of("image", "one", "replicas", 1));

    assertThat(KubePatches.first(APPS, one, by("helm", false)).managers().applied("helm"))
        .contains(List.of("spec", "replicas"));
  }

  @Test
  void whatAnotherManagesTooStays() {
    Map<String, Object> both = document(Map.of(), Map.of("image", "one", "replicas", 3));
    DeclaredResource once = shop(KubePatches.first(APPS, both, by("helm", false)).managers());
    DeclaredResource twice = shop(applies("kubectl", false, both, once).managers());

    assertThat(spec(applies("helm", false, applied("one"), twice))).containsEntry("replicas", 3);
  }

  @Test
  void theSameAgainIsTheSame() {
    ManagedFields first = ofHelm();

    assertThat(applies("helm", false, applied("one"), shop(first)).managers()).isEqualTo(first);
  }

  @Test
  void managersThatAClientSaysAreTaken() {
    Map<String, Object> tree =
        document(Map.of("managedFields", List.of()), Map.of("image", "one", "replicas", 3));

    assertThat(KubePatches.replace(APPS, tree, by("a", false)).from(shop(ofHelm())).managers())
        .isEqualTo(ManagedFields.NONE);
  }
}
