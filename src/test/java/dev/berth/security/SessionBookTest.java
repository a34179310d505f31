package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.policy.Role;
import dev.berth.state.LoginSession;
import dev.berth.state.LoginSessions;
import dev.berth.state.MemoryResources;
import dev.berth.state.Resource;
import dev.berth.state.secret.TokenValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser must be signed in as long as its token is good, and no longer than eight hours. */
class SessionBookTest {
  private static final String TOKEN = "berth_of-ci";

  @TempDir Path home;
  private final MemoryResources resources = new MemoryResources();
  private final Rows rows = new Rows();
  private Instant now = Instant.parse("2026-11-25T08:00:00Z");
  private TokenCache tokens;
  private SessionBook book;

  /** Sessions, in memory. */
  private static final class Rows implements LoginSessions {
    private final List<LoginSession> kept = new ArrayList<>();

    @Override
    public List<LoginSession> all() {
      return List.copyOf(kept);
    }

    @Override
    public void add(LoginSession session) {
      kept.add(session);
    }

    @Override
    public void remove(String id) {
      kept.removeIf(session -> session.id().equals(id));
    }

    @Override
    public void removeOver(Instant now) {
      kept.removeIf(session -> !session.expiresAt().isAfter(now));
    }
  }

  @BeforeEach
  void start() {
    tokens =
        new TokenCache(resources, AdminToken.of(home.resolve("admin-token")), Set::of, () -> now);
    store(TOKEN, Map.of("role", "deployer", "labelSelector", "team=web"));
    book = begun();
  }

  private SessionBook begun() {
    SessionBook begun = new SessionBook(rows, tokens, () -> now);
    begun.load();
    return begun;
  }

  private void store(String token, Map<String, Object> more) {
    Map<String, Object> spec = new TreeMap<>(more);
    spec.put(TokenValue.HASH, TokenValue.hash(token));
    long version = resources.find("Token", "ci").map(Resource::resourceVersion).orElse(0L);
    resources.save(
        version,
        new Resource("Token", "ci", "uid", 1, 0, new TreeMap<>(), new TreeMap<>(), spec, now));
    tokens.refresh();
  }

  private Duration open(String cookie) {
    return book.open(cookie, TOKEN, tokens.find(TOKEN).orElseThrow());
  }

  @Test
  void hasWhatItsTokenHas() {
    Duration lasts = open("cookie");

    assertThat(lasts).isEqualTo(Duration.ofHours(8));
    assertThat(book.find("cookie"))
        .contains(
            new TokenHolder(
                "ci",
                Optional.of(Role.DEPLOYER),
                Optional.of("team=web"),
                Optional.of(now.plus(Duration.ofHours(8)))));
    assertThat(book.find("another")).isEmpty();
  }

  @Test
  void isOverAfterEightHours() {
    open("cookie");
    now = now.plus(Duration.ofHours(8)).minusSeconds(1);
    assertThat(book.find("cookie")).isPresent();

    now = now.plusSeconds(1);

    assertThat(book.find("cookie")).isEmpty();
  }

  @Test
  void isOverWithItsToken() {
    store(TOKEN, Map.of("role", "viewer", "expiresAt", now.plusSeconds(60).toString()));

    Duration lasts = open("cookie");

    assertThat(lasts).isEqualTo(Duration.ofSeconds(60));
    now = now.plusSeconds(60);
    assertThat(book.find("cookie")).isEmpty();
  }

  @Test
  void aRenewedTokenEndsIt() {
    open("cookie");

    store("berth_renewed", Map.of("role", "deployer"));

    assertThat(book.find("cookie")).isEmpty();
  }

  @Test
  void aRemovedTokenEndsIt() {
    open("cookie");

    resources.forget("Token", "ci", "uid");
    tokens.refresh();

    assertThat(book.find("cookie")).isEmpty();
  }

  @Test
  void aTokenThatMayLessTakesItAlong() {
    open("cookie");

    store(TOKEN, Map.of("role", "viewer"));

    assertThat(book.find("cookie").orElseThrow().role()).contains(Role.VIEWER);
  }

  @Test
  void signingOutEndsThatOneAlone() {
    open("cookie");
    open("phone");

    book.close("cookie");

    assertThat(book.find("cookie")).isEmpty();
    assertThat(book.find("phone")).isPresent();
    assertThat(rows.kept).hasSize(1);
  }

  @Test
  void outlivesBerthAndIsKeptAsHashesOnly() {
    open("cookie");

    book = begun();

    assertThat(book.find("cookie")).isPresent();
    assertThat(rows.kept.toString()).doesNotContain("cookie").doesNotContain(TOKEN);
  }

  @Test
  void whatIsOverIsForgotten() {
    open("cookie");
    now = now.plus(Duration.ofHours(9));

    book = begun();

    assertThat(rows.kept).isEmpty();
  }

  @Test
  void oneOfAnotherIssuerLivesInMemoryOnly() {
    TokenHolder alice =
        new TokenHolder(
            "oidc:alice",
            Optional.of(Role.ADMIN),
            Optional.empty(),
            Optional.of(now.plusSeconds(300)));

    book.openIssued("cookie", "a.b.c", alice);

    assertThat(book.find("cookie")).contains(alice);
    assertThat(rows.kept).isEmpty();
    assertThat(begun().find("cookie")).isEmpty();
  }

  @Test
  void theOldestOfATokenGoesWhereThereAreTooMany() {
    for (int i = 0; i <= SessionBook.MOST_PER_TOKEN; i++) {
      open("cookie" + i);
      now = now.plusSeconds(1);
    }

    assertThat(book.find("cookie0")).isEmpty();
    assertThat(book.find("cookie1")).isPresent();
    assertThat(rows.kept).hasSize(SessionBook.MOST_PER_TOKEN);
  }
}
