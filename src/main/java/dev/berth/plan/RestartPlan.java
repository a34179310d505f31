package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.spec.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What becomes of a container that has died: whether it may start again, and when. */
final class RestartPlan {
  /** Errors of a start that a new container would only meet again. */
  private static final List<String> PASSING =
      List.of("port is already allocated", "address already in use");

  /** After that it is worth trying whether a new one meets them, too. */
  private static final Duration PASSING_TIME = Duration.ofMinutes(1);

  private final PlanningContext planningContext;
  private final Service service;
  private final Renewal renewal;
  private final ContainerView dead;

  RestartPlan(PlanningContext planningContext, Blueprint blueprint, ContainerView dead) {
    this.planningContext = planningContext;
    this.service = blueprint.service();
    this.renewal = blueprint.renewal();
    this.dead = dead;
  }

  /** Why it is to be started now; empty where it has to wait, or is to stay as it is. */
  Optional<String> cause(Steps steps) {
    Optional<String> renewed = renewal.cause(dead);
    if (renewed.isPresent()) {
      return renewed;
    }
    if (Readiness.isCompleted(service, dead)) {
      return Optional.empty();
    }
    Optional<WaitReason> wait = obstacle();
    wait.ifPresent(steps::await);
    return wait.isPresent() ? Optional.empty() : Optional.of(exit());
  }

  private Optional<WaitReason> obstacle() {
    int deaths = planningContext.restarts().count(dead);
    if (!service.restart().restarts(dead.life().exitCode().orElse(0), deaths - 1)) {
      String message =
          dead.name()
              + " "
              + exit()
              + (deaths > 1 ? " after " + (deaths - 1) + " restarts" : "")
              + ", and its restart policy leaves it so"
              + lastWords();
      return Optional.of(
          new WaitReason(service.name(), WaitReason.Kind.FAILED, message, Optional.empty()));
    }
    Instant next = planningContext.restarts().notBefore(dead);
    String message =
        dead.name() + " " + exit() + ", " + deaths + " times in a row; next try at " + next;
    return Optional.of(
            new WaitReason(
                service.name(), WaitReason.Kind.BACK_OFF, message + lastWords(), Optional.of(next)))
        .filter(wait -> next.isAfter(planningContext.now()));
  }

  private String exit() {
    String oom = dead.life().oomKilled() ? " (out of memory)" : "";
    return "exited " + dead.life().exitCode().orElse(0) + oom;
  }

  private String lastWords() {
    String words = dead.life().lastHealthOutput().strip();
    return words.isEmpty() ? "" : "; its last lines:\n" + words;
  }

  /**
   * Why a dead container can never start again, or empty if it can.
   *
   * <p>Engines look for the very network it was on, not for one of the same name. And an engine
   * that is stopped in the middle of a start may leave a container behind that it refuses to start
   * ever after ("task … already exists"). Both seen on Engine 20.10.
   */
  static Optional<String> loss(
      Blueprint blueprint, AppInfrastructure appInfrastructure, ContainerView keeper) {
    if (keeper.life().state() != ContainerView.State.EXITED) {
      return Optional.empty();
    }
    if (!isConnected(blueprint, appInfrastructure, keeper)) {
      return Optional.of("its network is gone");
    }
    String error = keeper.life().error();
    return Optional.of("it cannot start any more: " + error)
        .filter(cause -> !error.isEmpty() && PASSING.stream().noneMatch(error::contains));
  }

  /**
   * Whether the engine has failed to start a container that it made, so that only another one in
   * its place can come up: one whose start was cut off is refused ever after, and a port may be
   * held by nothing but what is left of that start.
   */
  static boolean isStillborn(Blueprint blueprint, ContainerView made, Instant now) {
    String error = made.life().error();
    boolean mayPass =
        PASSING.stream().anyMatch(error::contains)
            && now.isBefore(made.createdAt().plus(PASSING_TIME));
    return blueprint.isMakeable() && !error.isEmpty() && !mayPass;
  }

  /** Who was connected while dead knows its network by name only. */
  private static boolean isConnected(
      Blueprint blueprint, AppInfrastructure appInfrastructure, ContainerView keeper) {
    return blueprint.settings().network().endpoints().stream()
        .allMatch(endpoint ->
            Optional.ofNullable(appInfrastructure.networks().get(endpoint.network()))
                .filter(network ->
                    keeper.networks().containsKey(network.id())
                        || keeper.networks().containsKey(network.name()))
                .isPresent());
  }
}
