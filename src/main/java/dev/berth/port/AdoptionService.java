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
public interface AdoptionService {

  /** What to take. */
  sealed interface Target {
    /** All containers of a Compose project. */
    record Project(String name) implements Target {}

    /** One container, by name or id, as an app of that name. */
    record Container(String name, String app) implements Target {}

    /** All containers that bear this Berth's label and the name of an app that it does not know. */
    record Orphans(String app) implements Target {}
  }

  /**
   * An app as what is there looks.
   *
   * @param manifest in envelope form
   * @param members what becomes what
   */
  record Proposal(String app, Map<String, Object> manifest, List<Member> members) {
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

  /** Empty where there is no such thing. */
  Optional<Proposal> look(Target target);

  /** What would be changed of what is there if that app were wanted. */
  List<Difference> differences(Proposal proposal, DesiredApp wanted);

  /** What passes would do from now on if it were taken and that app were wanted. */
  PlanPreview.PlanReport plan(Proposal proposal, DesiredApp wanted);

  /** Takes it: from now on these containers are that app's. */
  void take(Proposal proposal, DesiredApp wanted);

  /** Gives it back, if the app could not be stored after all. */
  void giveBack(Proposal proposal);

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
