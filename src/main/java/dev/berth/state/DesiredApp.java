package dev.berth.state;

import dev.berth.spec.App;
import dev.berth.spec.DataLoss;
import dev.berth.spec.Rollout;
import dev.berth.spec.validation.ClientMetadata;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An app as the database knows it: what is wanted, and since when.
 *
 * @param uid of this app from its creation to its removal; a later app of the same name has another
 * @param generation counts changes of what is wanted, from 1
 * @param revision counts applied specs, from 1; stop and start leave it
 * @param resourceVersion of the last write; grows over all apps
 * @param declared as the user wrote it: what answers show
 * @param app as it is to be made true: links resolved, build contexts pinned
 * @param restartedAt containers started before this moment are to be started anew
 * @param halt how to end the containers when {@code app} is stopped
 * @param notes what clients keep beside it
 * @param quarantine the revision before this content was wanted again, if that one failed
 * @param progress how far requests have gone over to the new version, where they go in stages
 */
public record DesiredApp(
    String uid,
    long generation,
    long revision,
    long resourceVersion,
    App declared,
    App app,
    Instant createdAt,
    Optional<Instant> restartedAt,
    Halt halt,
    Optional<Deletion> deletion,
    Optional<Quarantine> quarantine,
    ClientMetadata notes,
    RolloutProgress progress) {

  /** Without notes. */
  public DesiredApp(
      String uid,
      long generation,
      long revision,
      long resourceVersion,
      App declared,
      App app,
      Instant createdAt,
      Optional<Instant> restartedAt,
      Halt halt,
      Optional<Deletion> deletion,
      Optional<Quarantine> quarantine) {
    this(
        uid,
        generation,
        revision,
        resourceVersion,
        declared,
        app,
        createdAt,
        restartedAt,
        halt,
        deletion,
        quarantine,
        ClientMetadata.NONE,
        RolloutProgress.NONE);
  }

  public DesiredApp withNotes(ClientMetadata changed) {
    return new DesiredApp(
        uid,
        generation,
        revision,
        resourceVersion,
        declared,
        app,
        createdAt,
        restartedAt,
        halt,
        deletion,
        quarantine,
        changed,
        progress);
  }

  /** Further on, or held. */
  public DesiredApp withProgress(RolloutProgress changed) {
    return new DesiredApp(
        uid,
        generation,
        revision,
        resourceVersion,
        declared,
        app,
        createdAt,
        restartedAt,
        halt,
        deletion,
        quarantine,
        notes,
        changed);
  }

  public String name() {
    return app.name();
  }

  public boolean isDeleting() {
    return deletion.isPresent();
  }

  public boolean isStopped() {
    return app.state() == App.RunState.STOPPED;
  }

  /**
   * Until when the version before stands by, to which all requests could go back at one moment;
   * empty while they have not gone over, or where none stands by.
   */
  public Optional<Instant> standsByUntil() {
    return app.rollout().strategy() == Rollout.Strategy.BLUE_GREEN && progress.promoted()
        ? progress.since().map(at -> at.plus(app.rollout().stages().standBy()))
        : Optional.empty();
  }

  /** With other details of what is to be made true. */
  public DesiredApp withApp(App changed) {
    return new DesiredApp(
        uid,
        generation,
        revision,
        resourceVersion,
        declared,
        changed,
        createdAt,
        restartedAt,
        halt,
        deletion,
        quarantine,
        notes,
        progress);
  }

  /** Nobody has asked for a start. */
  public DesiredApp withoutRestart() {
    return new DesiredApp(
        uid,
        generation,
        revision,
        resourceVersion,
        declared,
        app,
        createdAt,
        Optional.empty(),
        halt,
        deletion,
        quarantine,
        notes,
        progress);
  }

  /** Nothing of it but its name, its labels and its dates. */
  public DesiredApp named(SortedMap<String, String> labels) {
    App bare = App.named(name(), labels);
    return new DesiredApp(
        uid,
        generation,
        revision,
        resourceVersion,
        bare,
        bare,
        createdAt,
        Optional.empty(),
        halt,
        deletion,
        Optional.empty());
  }

  /** As a store keeps it. */
  public DesiredApp withResourceVersion(long stored) {
    return new DesiredApp(
        uid,
        generation,
        revision,
        stored,
        declared,
        app,
        createdAt,
        restartedAt,
        halt,
        deletion,
        quarantine,
        notes,
        progress);
  }

  /** The content of an older revision in place of the one that failed. */
  public DesiredApp rolledBack(Revision target, Quarantine failed) {
    return new DesiredApp(
        uid,
        generation + 1,
        revision + 1,
        resourceVersion,
        target.declared().withState(declared.state()),
        target.app().withState(app.state()),
        createdAt,
        restartedAt,
        Halt.GRACEFUL,
        Optional.empty(),
        Optional.of(failed),
        notes,
        progress.left());
  }

  /**
   * A wish to remove the app.
   *
   * @param volumes whether its volumes go as well
   */
  public record Deletion(Instant requestedAt, boolean volumes) {
    /** What allows the end of its volumes; mostly empty. */
    public Optional<DataLoss> dataLoss() {
      return DataLoss.asked(volumes);
    }
  }

  /**
   * How containers end.
   *
   * @param grace seconds of {@code stop?grace=}; the service's own where absent
   * @param signal of {@code kill?signal=}, sent in place of a stop
   */
  public record Halt(Optional<java.time.Duration> grace, Optional<String> signal) {
    /** A plain stop: the service's own signal and grace. */
    public static final Halt GRACEFUL = new Halt(Optional.empty(), Optional.empty());
  }
}
