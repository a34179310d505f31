package dev.berth.status;

import dev.berth.observe.swarm.SwarmNode;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmTask;
import dev.berth.plan.swarm.SwarmImages;
import dev.berth.plan.swarm.SwarmReadiness;
import dev.berth.plan.swarm.SwarmRollbacks;
import dev.berth.plan.swarm.SwarmWish;
import dev.berth.spec.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts and lists the tasks of one service on a Swarm. */
final class SwarmTasks {
  private final SwarmWish wish;
  private final Service service;
  private final Optional<SwarmService> there;
  private final String fingerprint;
  private final String machine;

  /** {@code machine} is where published ports answer whose node nobody knows better. */
  SwarmTasks(SwarmWish wish, Service service, String machine) {
    this.wish = wish;
    this.service = service;
    this.there = wish.seen().service(wish.name(service));
    this.fingerprint = SwarmRollbacks.fingerprint(wish, service);
    this.machine = machine;
  }

  AppStatus.ServiceStatus report() {
    return new AppStatus.ServiceStatus(
        wish.tasks(service),
        isDone() ? wish.tasks(service) : (int) ready().stream().filter(this::isWanted).count(),
        (int) all().stream().filter(t -> t.isWanted() && isWanted(t)).count(),
        there.map(
            one -> new AppStatus.Image(SwarmImages.reference(wish, service), "", Optional.empty())),
        endpoints(),
        shown().stream().map(this::container).toList(),
        Optional.empty());
  }

  private boolean isDone() {
    return there
        .filter(one -> one.fingerprint().equals(fingerprint))
        .filter(one -> SwarmReadiness.hasEndedWell(wish, service, one))
        .isPresent();
  }

  /** Whether a task was made for what is wanted now. */
  boolean isWanted(SwarmTask task) {
    return task.fingerprint().equals(fingerprint);
  }

  List<SwarmTask> all() {
    return there.map(one -> wish.seen().tasks(one)).orElse(List.of());
  }

  private List<SwarmTask> ready() {
    return there.map(one -> SwarmReadiness.ready(wish, one)).orElse(List.of());
  }

  /** Ports answer on the machines of the tasks that have them. */
  private List<String> endpoints() {
    Set<String> endpoints = new TreeSet<>();
    for (SwarmTask task : ready()) {
      String host =
          wish.seen().nodes().size() == 1
              ? machine
              : wish.seen().node(task.node()).map(SwarmNode::host).orElse(machine);
      task.ports().forEach(port -> endpoints.add("http://" + host + ":" + port));
    }
    return List.copyOf(endpoints);
  }

  /** Those that are wanted, that go, and the last of each slot that has failed. */
  List<SwarmTask> shown() {
    List<SwarmTask> shown = new ArrayList<>();
    Set<Integer> slots = new HashSet<>();
    for (SwarmTask task : all()) {
      boolean isThere = !task.hasEnded() && (task.isWanted() || wish.seen().isOnReadyNode(task));
      boolean isLast = task.hasEnded() && slots.add(task.slot()) && !isStopped(task);
      if (isThere || task.isWanted() || isLast) {
        shown.add(task);
      }
      if (task.isWanted() && task.isRunning()) {
        slots.add(task.slot());
      }
    }
    return shown;
  }

  private static boolean isStopped(SwarmTask task) {
    return !task.hasFailed() && !task.isComplete();
  }

  private AppStatus.Container container(SwarmTask task) {
    String message =
        wish.seen().node(task.node()).filter(node -> !node.isReady()).isPresent()
            ? "its node is down"
            : task.error().isEmpty() ? task.message() : task.error();
    return new AppStatus.Container(
        task.container().isEmpty() ? task.id() : task.container(),
        name(task),
        Math.max(1, task.slot()),
        task.revision(),
        task.state(),
        health(task),
        (int) failures(task.slot()).size(),
        task.hasEnded() ? task.exitCode() : OptionalInt.empty(),
        task.isRunning() ? Optional.of(task.since()) : Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        Optional.of(new AppStatus.Placed(host(task), message)));
  }

  /** A Swarm says {@code starting} until a check passes, and ends what fails it. */
  private String health(SwarmTask task) {
    if (service.healthCheck().filter(check -> !check.isDisabled()).isEmpty()) {
      return "none";
    }
    return task.isRunning() ? "healthy" : "starting";
  }

  /** Tasks of a slot that have failed, as far as the Swarm remembers them, the newest first. */
  List<SwarmTask> failures(int slot) {
    return all().stream()
        .filter(task -> task.slot() == slot && task.hasFailed() && isWanted(task))
        .toList();
  }

  String host(SwarmTask task) {
    return wish.seen().node(task.node()).map(SwarmNode::host).orElse("");
  }

  /** As the Swarm calls it: {@code shop_web.1}; where each node has one, by its node. */
  String name(SwarmTask task) {
    return wish.name(service) + "." + (task.slot() == 0 ? host(task) : "" + task.slot());
  }

  Service service() {
    return service;
  }

  Optional<SwarmService> there() {
    return there;
  }
}
