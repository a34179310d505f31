package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.observe.VolumeView;
import dev.berth.spec.App;
import dev.berth.spec.DesiredApp;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import dev.berth.spec.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All drift of one app: what was as declared once and is not any more. What is about to be updated
 * is not drift.
 */
public final class Survey {
  private final DesiredApp desired;
  private final Snapshot seen;
  private final Blueprints blueprints;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * One difference.
   *
   * @param service empty where it is the whole app's
   * @param container likewise
   */
  public record Finding(String service, Optional<ContainerView> container, Drift drift) {}

  private Survey(String instance, DesiredApp desired, Snapshot seen) {
    this.desired = desired;
    this.seen = seen;
    this.blueprints = new Blueprints(instance, desired, seen);
  }

  /** Services by name, replicas by number, fields by path; nothing of an app that is stopped. */
  public static List<Finding> of(String instance, DesiredApp desired, Snapshot seen) {
    Survey survey = new Survey(instance, desired, seen);
    if (!desired.isDeleting() && !desired.isStopped()) {
      survey.ground();
      desired.app().services().values().forEach(survey::service);
    }
    return List.copyOf(survey.findings);
  }

  private void ground() {
    App app = desired.app();
    for (String name : Ground.wanted(app)) {
      Ground.network(app, name, seen)
          .filter(network -> !app.network(name).external())
          .ifPresent(network ->
              Ground.misfits(app.network(name), network)
                  .forEach(drift -> findings.add(new Finding("", Optional.empty(), drift))));
    }
    for (VolumeView volume : seen.volumes()) {
      String name = volume.labels().getOrDefault(Ownership.VOLUME, "");
      String want =
          app.volumes().getOrDefault(name, Volume.PLAIN).driver().orElse(Volume.DEFAULT_DRIVER);
      if (!want.equals(volume.driver())) {
        Drift drift =
            new Drift("volumes." + name + ".driver", want, volume.driver(), Drift.Repair.NONE);
        findings.add(new Finding("", Optional.empty(), drift));
      }
    }
  }

  private void service(Service service) {
    for (ContainerView container : seen.of(service.name())) {
      int replica = container.owner().map(Ownership::replica).orElse(0);
      if (replica >= 1 && replica <= service.replicas()) {
        container(service, blueprints.of(service, replica), container);
      }
    }
  }

  private void container(Service service, Blueprint blueprint, ContainerView container) {
    List<Drift> drifts = new ArrayList<>(blueprint.drifts(container));
    if (container.isRunning() && blueprint.isMadeFor(container)) {
      drifts.addAll(
          Drifts.ofNetworks(blueprint.settings(), Ground.standing(desired.app(), seen), container));
    }
    Drifts.ofName(blueprint, container).ifPresent(drifts::add);
    RestartPolicy wanted = Blueprints.enginePolicy(service);
    // Berth itself sets "no" where a container dies again and again.
    if (container.restart().mode() != wanted.mode()
        && container.restart().mode() != RestartPolicy.Mode.NO) {
      drifts.add(
          new Drift(
              "restart",
              wanted.mode().text(),
              container.restart().mode().text(),
              Drift.Repair.UPDATE));
    }
    drifts.stream()
        .filter(drift -> !blueprint.policy().ignores(drift.path()))
        .forEach(drift -> findings.add(new Finding(service.name(), Optional.of(container), drift)));
  }
}
