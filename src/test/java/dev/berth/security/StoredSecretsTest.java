package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.ReEncryptor;
import dev.berth.state.secret.SecretSpec;
import dev.berth.state.secret.Secrets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSecretsTest {
  private static final ReEncryptor NO_OTHERS =
      new ReEncryptor() {
        @Override
        public int reseal() {
          return 0;
        }

        @Override
        public int count() {
          return 0;
        }
      };

  private final Map<String, Resource> rows = new HashMap<>();
  private final ResourceStore state =
      new ResourceStore() {
        @Override
        public Optional<Resource> find(String kind, String name) {
          return Optional.ofNullable(rows.get(kind + "/" + name));
        }

        @Override
        public List<Resource> all(String kind) {
          return rows.values().stream().filter(row -> row.kind().equals(kind)).toList();
        }

        @Override
        public Resource save(long expected, Resource next) {
          if (saves-- == 0) {
            throw new IllegalStateException("the power went");
          }
          rows.put(next.kind() + "/" + next.name(), next);
          return next;
        }

        @Override
        public void forget(String kind, String name, String uid) {
          rows.remove(kind + "/" + name);
        }
      };

  /** Before the power goes. */
  private int saves = -1;

  @TempDir Path folder;
  private Optional<FileVault> vault = Optional.empty();

  @BeforeEach
  void store() {
    FileVault made = FileVault.of(folder.resolve("key"));
    vault = Optional.of(made);
    put(Secrets.KIND, "db", SecretSpec.of(Map.of("password", made.seal("hush")), List.of()));
    put("Registry", "hub", Map.of("username", "moby", "password", made.seal("dick")));
  }

  private void put(String kind, String name, Map<String, Object> spec) {
    state.save(
        0,
        new Resource(
            kind, name, name, 1, 1, new TreeMap<>(), new TreeMap<>(), spec, Instant.EPOCH));
  }

  private StoredSecrets secrets() {
    return new StoredSecrets(state, vault.orElseThrow(), () -> Instant.EPOCH, NO_OTHERS);
  }

  @Test
  void findsValuesByKeyAndTheOnlyOneWithout() {
    assertThat(secrets().find("db", "password")).isEqualTo(new Secrets.Found.Value("hush"));
    assertThat(secrets().find("db", "")).isEqualTo(new Secrets.Found.Value("hush"));
    assertThat(secrets().find("db", "user"))
        .isEqualTo(new Secrets.Found.Nothing("secret `db` has no key `user`; it has [password]"));
    assertThat(secrets().find("cache", "")).isInstanceOf(Secrets.Found.Nothing.class);
  }

  @Test
  void sealsEverythingAnewAndKeepsTheDigests() {
    String digest = secrets().digest("hush");
    Map<String, Resource> before = Map.copyOf(rows);

    int count = secrets().rotate();

    assertThat(count).isEqualTo(3);
    assertThat(rows.values()).noneMatch(row -> before.containsValue(row));
    assertThat(rows.values().toString()).doesNotContain("hush").doesNotContain("dick");
    assertThat(secrets().find("db", "password")).isEqualTo(new Secrets.Found.Value("hush"));
    assertThat(secrets().digest("hush")).isEqualTo(digest);
    Resource registry = state.find("Registry", "hub").orElseThrow();
    assertThat(registry.spec()).containsEntry("username", "moby");
    assertThat(vault.orElseThrow().open(String.valueOf(registry.spec().get("password"))))
        .isEqualTo("dick");
  }

  @Test
  void aDryRunCountsAndSealsNothing() {
    secrets();
    String key = vault.orElseThrow().seal("x").split(":", -1)[1];
    Map<String, Resource> before = Map.copyOf(rows);

    int foreseen = secrets().dryRun();

    assertThat(rows).isEqualTo(before);
    assertThat(vault.orElseThrow().seal("x").split(":", -1)[1]).isEqualTo(key);
    assertThat(secrets().rotate()).isEqualTo(foreseen).isEqualTo(3);
  }

  @Test
  void aDryRunIsRefusedAsTheRotationIs() {
    String key = java.util.Base64.getEncoder().encodeToString(new byte[32]);
    vault = Optional.of(FileVault.of(List.of(key)));
    rows.clear();
    StoredSecrets given = secrets();

    assertThatThrownBy(given::rotate).hasMessageContaining("BERTH_ENCRYPTION_KEY");
    assertThatThrownBy(given::dryRun).hasMessageContaining("BERTH_ENCRYPTION_KEY");
  }

  /** What was sealed anew and what was not can both be read by the Berth after it, and rotated. */
  @Test
  void aRotationThatIsCutOffLosesNothing() {
    String digest = secrets().digest("hush");
    for (int done = 0; done < 3; done++) {
      saves = done;
      StoredSecrets cut = secrets();
      assertThatThrownBy(cut::rotate).hasMessage("the power went");
      saves = -1;

      vault = Optional.of(FileVault.of(folder.resolve("key")));
      assertThat(secrets().find("db", "password")).isEqualTo(new Secrets.Found.Value("hush"));
      assertThat(secrets().digest("hush")).isEqualTo(digest);
      Resource registry = state.find("Registry", "hub").orElseThrow();
      assertThat(vault.orElseThrow().open(String.valueOf(registry.spec().get("password"))))
          .isEqualTo("dick");
    }
    assertThat(secrets().rotate()).isEqualTo(3);
  }
}
