package dev.berth.store;

import dev.berth.spec.App;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the history of an app: beside the revision that is wanted, so many of the newest stay, and
 * what is in quarantine, what was gone back to, and the last good one, to which Berth may go back.
 */
@ApplicationScoped
class RevisionKeeper {
  /** What a write clears away at most, so that a long history costs no single write much. */
  private static final int BATCH = 50;

  private final RevisionRows revisions;
  private final RevisionTexts shared;
  private final AppText texts;
  private final ImagePinRows pins;
  private final ImageLogRows logs;
  private final int kept;

  /** What tells whether a revision stays. */
  record Head(long number, @Nullable Instant readyAt, @Nullable String failureReason) {}

  RevisionKeeper(
      RevisionRows revisions,
      RevisionTexts shared,
      AppText texts,
      ImagePinRows pins,
      ImageLogRows logs,
      @ConfigProperty(name = "berth.history.revisions") int kept) {
    this.revisions = revisions;
    this.shared = shared;
    this.texts = texts;
    this.pins = pins;
    this.logs = logs;
    this.kept = Math.max(1, kept);
  }

  /** Forgets what is too old, with what is known of its images; of a new revision just stored. */
  void trim(AppEntity app) {
    List<Head> heads =
        revisions.find("app", Sort.by("number").descending(), app.name).project(Head.class).list();
    Set<Long> stay = staying(app, heads, kept);
    List<Long> old =
        heads.stream().map(Head::number).filter(number -> !stay.contains(number)).toList();
    if (old.isEmpty()) {
      return;
    }
    App wanted = content(texts.read(app.resolved));
    List<RevisionEntity> going =
        revisions
            .find("app = ?1 and number in ?2", Sort.by("number"), app.name, old)
            .page(Page.ofSize(BATCH))
            .list()
            .stream()
            // Who goes back to one wants its images, too: they are looked up by its content.
            .filter(row -> !content(texts.read(shared.resolved(row))).equals(wanted))
            .toList();
    forget(app.name, going);
  }

  /**
   * Numbers of those that stay.
   *
   * @param heads newest first
   */
  static Set<Long> staying(AppEntity app, List<Head> heads, int kept) {
    Set<Long> stay = new TreeSet<>(Set.of(app.revision));
    heads.stream()
        .map(Head::number)
        .filter(number -> number < app.revision)
        .limit(kept)
        .forEach(stay::add);
    heads.stream()
        .filter(head -> head.number() < app.revision)
        .filter(head -> head.readyAt() != null && head.failureReason() == null)
        .findFirst()
        .ifPresent(good -> stay.add(good.number()));
    if (app.quarantineRevision != null) {
      stay.add(app.quarantineRevision);
    }
    if (app.quarantineTarget != null) {
      stay.add(app.quarantineTarget);
    }
    return stay;
  }

  private static App content(App app) {
    return app.withState(App.RunState.RUNNING);
  }

  private void forget(String app, List<RevisionEntity> going) {
    if (going.isEmpty()) {
      return;
    }
    List<Long> numbers = going.stream().map(row -> row.number).toList();
    List<String> digests = RevisionTexts.digests(going);
    going.forEach(revisions::delete);
    revisions.flush();
    pins.delete("app = ?1 and revision in ?2", app, numbers);
    logs.delete("app = ?1 and revision in ?2", app, numbers);
    shared.sweep(digests);
  }

  /** Forgets all of an app that is gone. */
  void forget(String app) {
    List<String> digests = RevisionTexts.digests(revisions.list("app", app));
    revisions.delete("app", app);
    shared.sweep(digests);
  }
}
