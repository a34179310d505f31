package dev.berth.intake.resource;

import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The port to what can be asked of a source beside storing it. */
public interface SourceOperations {

  /** What became of a wish. */
  enum Answer {
    DONE,
    NOT_FOUND,
    SUSPENDED,
    /** A sync is under way and lasts. */
    BUSY,
    /** The signature is wrong, or the source takes no hooks. */
    REFUSED
  }

  /**
   * Syncs now, and answers when that is done.
   *
   * @param allowEmpty whether a tree that holds nothing, or has lost over half of its apps, is
   *     meant so, this once
   */
  Answer sync(String source, boolean allowEmpty);

  /** What {@link #sync} would answer, as far as that is known before; nothing is synced. */
  Answer dryRunSync(String source);

  /**
   * What the next sync would do; empty if there is no such source.
   *
   * @param allowEmpty as for {@link #sync}
   */
  Optional<Diff> diff(String source, boolean allowEmpty);

  /**
   * A call by the server that keeps the repository: checked, then the source is synced soon.
   *
   * @param headers by their names in small letters
   */
  Answer hook(String source, Map<String, String> headers, byte[] body);

  /** Likewise, and nothing is synced: what {@link #hook} would answer. */
  Answer dryRunHook(String source, Map<String, String> headers, byte[] body);

  /** What happened to a source, oldest first. */
  List<AppEvent> events(String source, int limit);

  /**
   * A sync, foreseen.
   *
   * @param revision that it would sync to
   * @param refusal why nothing of it would be done
   * @param files results as the source's status would tell them
   */
  record Diff(
      String revision,
      Optional<String> refusal,
      List<Map<String, Object>> files,
      List<Change> changes) {
    public Diff {
      files = List.copyOf(files);
      changes = List.copyOf(changes);
    }
  }

  /**
   * What would become of an app.
   *
   * @param verb {@code create}, {@code update} or {@code delete}
   * @param desired what would be wanted
   */
  record Change(String app, String file, String verb, DesiredApp desired) {}
}
