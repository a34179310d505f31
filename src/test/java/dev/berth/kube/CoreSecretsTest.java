package dev.berth.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.resource.SecretKind;
import dev.berth.security.FileVault;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.state.Resource;
import dev.berth.state.secret.SecretSpec;
import dev.berth.state.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubernetes' secrets are Berth's: several keys, values that go in and never out. */
class CoreSecretsTest {
  private static final String MERGE = "application/merge-patch+json";

  /** What kubectl 1.32 sends for {@code create secret generic s --from-literal=a=b}. */
  private static final String PACKED =
      "6b3873000a0c0a02763112065365637265"
          + "74121d0a110a017312001a0022002a00320038004200"
          + "12060a01611201621a001a002200";

  private final KubeWriteOptions how =
      new KubeWriteOptions("ann", false, "kubectl", false, false, new ArrayList<>());
  private final Vault vault;
  private final SecretKind kind;

  CoreSecretsTest(@TempDir Path folder) {
    this.vault = FileVault.of(folder.resolve("key"));
    this.kind = new SecretKind(vault, name -> {});
  }

  private DeclaredResource stored(Map<String, String> values) {
    SortedMap<String, String> seals = new TreeMap<>();
    values.forEach((key, value) -> seals.put(key, vault.seal(value)));
    Resource resource =
        new Resource(
            "Secret",
            "db",
            "uid-1",
            1,
            5,
            new TreeMap<>(),
            new TreeMap<>(),
            "",
            SecretSpec.of(seals, List.of("team=web")),
            Instant.EPOCH);
    return new DeclaredResource.OfResource(kind, resource, 5);
  }

  /** What is stored then, opened. */
  private Map<String, String> changed(
      DeclaredResource before, UnaryOperator<Map<String, Object>> edit) {
    KubePatches.Next next = CoreSecretDrafts.change(edit, how).from(before);
    ResourceDraft draft =
        KubeDrafts.resource(ApiResource.SECRETS, next.tree(), next.managers(), how);
    Optional<Resource> was =
        before instanceof DeclaredResource.OfResource one
            ? Optional.of(one.resource())
            : Optional.empty();
    Map<String, String> opened = new TreeMap<>();
    if (kind.check(draft, was) instanceof Validated.Valid<Map<String, Object>> valid) {
      assertThat(valid.value()).containsEntry("grants", List.of("team=web"));
      SecretSpec.seals(valid.value()).forEach((key, seal) -> opened.put(key, vault.open(seal)));
    }
    return opened;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keysAreShownAndNoValue() {
    DeclaredResource db = stored(Map.of("password", "correct-horse", "user", "ann"));
    Map<String, Object> untold = new LinkedHashMap<>();
    untold.put("password", null);
    untold.put("user", null);

    assertThat(CoreSecrets.SHAPE.object(db))
        .containsEntry("apiVersion", "v1")
        .containsEntry("kind", "Secret")
        .containsEntry("data", untold)
        .containsEntry("type", "Opaque");
    assertThat(CoreSecrets.SHAPE.object(db).toString()).doesNotContain("horse", "v1:");
    assertThat(CoreSecrets.SHAPE.cells(db, Instant.EPOCH))
        .isEqualTo(List.of("db", "Opaque", 2, "0s"));
    assertThat(CoreSecrets.SHAPE.object(stored(Map.of("tls.crt", "c", "tls.key", "k"))))
        .containsEntry("type", "kubernetes.io/tls");
  }

  @Test
  void whatAPatchDoesNotNameStays() {
    DeclaredResource db = stored(Map.of("password", "correct-horse", "user", "ann"));
    Map<String, Object> withoutUser = new LinkedHashMap<>();
    withoutUser.put("user", null);

    assertThat(
            changed(
                db,
                KubePatches.edit(MERGE, Map.of("metadata", Map.of("labels", Map.of("a", "b"))))))
        .isEqualTo(Map.of("password", "correct-horse", "user", "ann"));
    assertThat(changed(db, KubePatches.edit(MERGE, Map.of("data", Map.of("user", base64("bob"))))))
        .isEqualTo(Map.of("password", "correct-horse", "user", "bob"));
    assertThat(changed(db, KubePatches.edit(MERGE, Map.of("stringData", Map.of("user", "bob")))))
        .isEqualTo(Map.of("password", "correct-horse", "user", "bob"));
    assertThat(changed(db, KubePatches.edit(MERGE, Map.of("data", withoutUser))))
        .isEqualTo(Map.of("password", "correct-horse"));
  }

  @Test
  void nullThatComesBackLeavesTheValue() {
    DeclaredResource db = stored(Map.of("password", "correct-horse", "user", "ann"));
    Map<String, Object> shown = CoreSecrets.SHAPE.object(db);

    assertThat(changed(db, before -> shown))
        .isEqualTo(Map.of("password", "correct-horse", "user", "ann"));
  }

  @Test
  void nullForAKeyThatIsNotThereIsRefused() {
    DeclaredResource db = stored(Map.of("password", "correct-horse"));
    Map<String, Object> other = new LinkedHashMap<>(CoreSecrets.SHAPE.object(db));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nosuch", null);
    other.put("data", data);

    assertThat(changed(db, before -> other)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'{data: {k: \"//79\"}}',              data.k: must be UTF-8 text",
    "'{data: {k: \"not Base64!\"}}',       data.k: must be UTF-8 text",
    "'{data: [a]}',                        data: must be a map of texts",
    "'{type: kubernetes.io/dockerconfigjson}', is a Registry here",
    "'{type: kubernetes.io/ssh-auth}',     'type: must be Opaque or kubernetes.io/tls'",
    "'{immutable: true}',                  immutable: every secret can be changed here",
    "'{metadata: {name: a, namespace: prod}}', there is default only",
    "'{dta: {k: v}}',                      'strict decoding error: unknown field \"dta\"'",
  })
  void whatHasNoMeaningHereIsRefused(String document, String words) {
    Map<String, Object> tree = KubeDrafts.map(KubeDrafts.document(document));

    assertThatExceptionOfType(KubeException.class)
        .isThrownBy(() -> CoreSecretDrafts.berth(tree, Optional.empty(), how))
        .withMessageContaining(words);
  }

  @Test
  void kubectlSendsThemPacked() {
    Map<String, Object> secret = CoreSecretDrafts.packed(HexFormat.of().parseHex(PACKED));

    assertThat(secret)
        .containsEntry("data", Map.of("a", "Yg=="))
        .containsEntry("type", "")
        .containsEntry("immutable", false);
    assertThat(KubeObjects.metadata(secret)).containsEntry("name", "s");
    assertThat(CoreSecretDrafts.berth(secret, Optional.empty(), how))
        .containsEntry("spec", Map.of("data", Map.of("a", "b")));
  }
}
