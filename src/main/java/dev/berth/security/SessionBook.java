package dev.berth.security;

import dev.berth.state.LoginSession;
import dev.berth.state.LoginSessions;
import dev.berth.state.secret.TokenValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The browsers that have signed in, in memory as tokens are, and in the database, so that nobody
 * has to sign in again because Berth has started anew. Who comes with a token of another issuer is
 * in memory only: Berth keeps nothing of those. A session is as good as its token is now: it ends
 * when that is renewed, deleted or over, and has its role and its apps.
 */
public final class SessionBook {
  /** A day's work. */
  static final Duration LONGEST = Duration.ofHours(8);

  /** Browsers of one token; the oldest goes first. */
  static final int MOST_PER_TOKEN = 100;

  private final LoginSessions store;
  private final TokenCache tokens;
  private final InstantSource clock;
  private final Map<String, Entry> byId = new ConcurrentHashMap<>();

  /**
   * One of them.
   *
   * @param issued who holds the token, if it is not one of Berth's own
   */
  private record Entry(LoginSession session, Optional<TokenHolder> issued) {}

  public SessionBook(LoginSessions store, TokenCache tokens, InstantSource clock) {
    this.store = store;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Reads what is kept; to be called once, at start. */
  public void load() {
    store.removeOver(clock.instant());
    store.all().forEach(session -> byId.put(session.id(), new Entry(session, Optional.empty())));
  }

  /** Begins one for a good token of Berth's own. */
  Duration open(String cookie, String token, TokenHolder holder) {
    return open(cookie, token, holder, Optional.empty());
  }

  /** Begins one for a good token of another issuer. */
  Duration openIssued(String cookie, String token, TokenHolder holder) {
    return open(cookie, token, holder, Optional.of(holder));
  }

  private synchronized Duration open(
      String cookie, String token, TokenHolder holder, Optional<TokenHolder> issued) {
    Instant now = clock.instant();
    makeRoom(TokenValue.hash(token), now);
    Instant end = holder.until(now.plus(LONGEST)).expiresAt().orElseThrow();
    LoginSession session = new LoginSession(TokenValue.hash(cookie), TokenValue.hash(token), end);
    if (issued.isEmpty()) {
      store.add(session);
    }
    byId.put(session.id(), new Entry(session, issued));
    return Duration.between(now, end);
  }

  private void makeRoom(String token, Instant now) {
    store.removeOver(now);
    byId.values().removeIf(entry -> !entry.session().expiresAt().isAfter(now));
    List<LoginSession> same =
        byId.values().stream()
            .map(Entry::session)
            .filter(session -> session.token().equals(token))
            .sorted(Comparator.comparing(LoginSession::expiresAt).reversed())
            .toList();
    same.stream().skip(MOST_PER_TOKEN - 1L).map(LoginSession::id).forEach(this::remove);
  }

  /** Ends one. */
  void close(String cookie) {
    remove(TokenValue.hash(cookie));
  }

  private void remove(String id) {
    if (byId.remove(id) != null) {
      store.remove(id);
    }
  }

  /** Whose session it is, until when it lasts; empty if it is over. */
  Optional<TokenHolder> find(String cookie) {
    Instant now = clock.instant();
    return Optional.ofNullable(byId.get(TokenValue.hash(cookie)))
        .flatMap(entry ->
            entry
                .issued()
                .or(() -> tokens.ofHash(entry.session().token()))
                .map(holder -> holder.until(entry.session().expiresAt())))
        .filter(holder -> !holder.isOver(now));
  }
}
