package dev.berth.state;

import dev.berth.spec.App;
import java.time.Instant;
import java.util.Optional;

/**
 * One applied spec of an app, as it was.
 *
 * @param readyAt when everything of it was ready for the first time
 * @param failure why it was given up
 */
public record Revision(
    long number,
    App declared,
    App app,
    String author,
    Instant appliedAt,
    Optional<Instant> readyAt,
    Optional<Failure> failure) {

  /** Of which nothing is known yet. */
  public static Revision untried(
      long number, App declared, App app, String author, Instant appliedAt) {
    return new Revision(
        number, declared, app, author, appliedAt, Optional.empty(), Optional.empty());
  }

  /** Why a revision was given up: a word, and a sentence. */
  public record Failure(String reason, String message) {}

  /** Whether it is worth going back to. */
  public boolean isGood() {
    return readyAt.isPresent() && failure.isEmpty();
  }

  /** It is ready, for the first time or again. */
  public Revision ready(Instant at) {
    Optional<Instant> first = readyAt.or(() -> Optional.of(at));
    return new Revision(number, declared, app, author, appliedAt, first, Optional.empty());
  }

  public Revision failed(Failure why) {
    return new Revision(number, declared, app, author, appliedAt, readyAt, Optional.of(why));
  }
}
