package dev.berth.port;

import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The port for taking containers that Berth did not make, or does not know any more, into an app.
 * Every method throws {@link EngineInventory.Unavailable} when the engine does not answer.
 */
public interface AdoptionService extends Takeover {

  /** What to take. */
  sealed interface Target {
    /** All containers of a Compose project. */
    record Project(String name) implements Target {}

    /** One container, by name or id, as an app of that name. */
    record Container(String name, String app) implements Target {}

    /** All containers that bear this Berth's label and the name of an app that it does not know. */
    record Orphans(String app) implements Target {}

    /** All services of a stack, as an app of that name, on an engine that is a Swarm. */
    record Stack(String name, Optional<String> engine) implements Target {}
  }

  /**
   * An app as what is there looks.
   *
   * @param engine that it is on
   * @param manifest in envelope form
   * @param members what becomes what
   */
  record Proposal(String app, String engine, Map<String, Object> manifest, List<Member> members) {
    public Proposal {
      members = List.copyOf(members);
    }
  }

  /** A container and its place in the app. */
  record Member(String id, String name, String service, int replica) {}

  /**
   * What Berth would change of a container.
   *
   * @param repair the smallest step that makes it so, in one word: {@code recreate} costs a restart
   */
  record Difference(String container, String path, String want, String have, String repair) {}

  /** Stacks are on Swarms alone. */
  final class NoSwarm extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String why;

    public NoSwarm(String message) {
      super(message, null, false, false);
      this.why = message;
    }

    public String why() {
      return why;
    }
  }

  /**
   * Lets the services of a stack be nobody's again: they run on as they are.
   *
   * @param app that they were taken into, if it is known
   * @param dryRun only tells
   * @return their names; none where none was Berth's
   */
  List<String> release(Target.Stack stack, Optional<DesiredApp> app, boolean dryRun);

  /** Things that bear this Berth's label and belong to no app that it knows. */
  List<Orphan> orphans();

  /**
   * Such a thing.
   *
   * @param kind {@code container}, {@code network} or {@code volume}
   * @param since when this Berth saw first, since its start, that nobody wants it
   */
  record Orphan(String kind, String id, String name, String app, Instant since) {}

  /**
   * Removes containers and networks that have been orphans for so long, never volumes; none while
   * no app is known at all, for then it is rather the memory that is gone.
   *
   * @return what is gone
   */
  List<Orphan> removeStale(Duration grace);

  /** What {@link #removeOrphans} would remove; nothing is. */
  List<Orphan> removable(Optional<String> app, boolean volumes);

  /**
   * Removes orphans.
   *
   * @param app of this app alone; of all where absent
   * @param volumes whether volumes go too
   * @return what is gone
   */
  List<Orphan> removeOrphans(Optional<String> app, boolean volumes);
}
