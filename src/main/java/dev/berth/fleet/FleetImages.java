package dev.berth.fleet;

import dev.berth.image.job.ImageRequests;
import dev.berth.port.EngineInventory;
import dev.berth.port.ImageOperations;
import dev.berth.port.Operation;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Images of the engine that Berth has without a resource, and operations of all engines. */
public record FleetImages(ImageOperations local, Fleet fleet) implements ImageOperations {
  private ImageRequests requests(String operation) {
    return fleet.members().stream()
        .map(member -> member.images().requests())
        .filter(requests -> requests.operation(operation).isPresent())
        .findFirst()
        .orElseGet(() -> fleet.local().images().requests());
  }

  @Override
  public List<Operation> operations() {
    return fleet.members().stream()
        .flatMap(member -> member.images().requests().operations().stream())
        .sorted(Comparator.comparing(Operation::startedAt).reversed())
        .toList();
  }

  @Override
  public Optional<Operation> operation(String id) {
    return requests(id).operation(id);
  }

  @Override
  public Optional<Operation> operation(String id, long version, Duration limit)
      throws InterruptedException {
    return requests(id).operation(id, version, limit);
  }

  @Override
  public Optional<Operation> cancel(String id) {
    return requests(id).cancel(id);
  }

  @Override
  public Optional<EngineInventory.ImageReport> find(String reference) {
    return local.find(reference);
  }

  @Override
  public void tag(String reference, String name) {
    local.tag(reference, name);
  }

  @Override
  public Tagged dryRunTag(String reference, String name) {
    return local.dryRunTag(reference, name);
  }

  @Override
  public Removed remove(String reference, boolean force) {
    return local.remove(reference, force);
  }

  @Override
  public Removed dryRunRemoval(String reference, boolean force) {
    return local.dryRunRemoval(reference, force);
  }

  @Override
  public List<EngineInventory.ImageReport> prune(Prune prune) {
    return local.prune(prune);
  }

  @Override
  public Operation pull(String reference) {
    return local.pull(reference);
  }

  @Override
  public Transfer dryRunPull(String reference) {
    return local.dryRunPull(reference);
  }

  @Override
  public Operation push(String reference) {
    return local.push(reference);
  }

  @Override
  public Transfer dryRunPush(String reference) {
    return local.dryRunPush(reference);
  }

  @Override
  public Operation build(DesiredApp app, Service service, Rebuild how) {
    return fleet.of(app).images().requests().build(app, service, how);
  }

  @Override
  public String dryRunBuild(DesiredApp app, Service service) {
    return local.dryRunBuild(app, service);
  }
}
