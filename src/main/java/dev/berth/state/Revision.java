package dev.berth.state;

import dev.berth.spec.App;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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

  /** The newest before a number that is worth going back to. */
  public static Optional<Revision> lastGood(List<Revision> revisions, long before) {
    return revisions.stream()
        .filter(revision -> revision.number() < before && revision.isGood())
        .max(Comparator.comparingLong(Revision::number));
  }

  /** Whether the one of a number is worth going back to. */
  public static boolean isGood(List<Revision> revisions, long number) {
    return revisions.stream().anyMatch(r -> r.number() == number && r.isGood());
  }

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
