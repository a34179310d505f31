package dev.berth.lead;

import dev.berth.port.Lead;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the database knew of all Berths when it was asked last.
 *
 * @param leader its id, though it may be gone
 * @param age how long it was not heard of, in milliseconds
 * @param takeover after how long it counts as gone, in milliseconds: as it says itself
 * @param newest whether no Berth that was heard of lately is newer than the one that asks
 */
record LeadView(
    Optional<String> leader,
    long epoch,
    long age,
    long takeover,
    boolean newest,
    List<Lead.Instance> instances,
    Set<String> admins) {
  static final LeadView NOTHING =
      new LeadView(Optional.empty(), 0, 0, 0, true, List.of(), Set.of());

  boolean isStale() {
    return leader.isPresent() && age > takeover;
  }

  /** Where the one that leads is asked, if that is another. */
  Optional<URI> elsewhere(String self) {
    return living()
        .filter(one -> !one.id().equals(self))
        .flatMap(Lead.Instance::advertise)
        .map(URI::create);
  }

  Lead.Report report(String self, boolean isHere) {
    Optional<String> leads = isHere ? Optional.of(self) : living().map(Lead.Instance::id);
    return new Lead.Report(self, leads, epoch, instances);
  }

  /** The one that leads, if it was heard of lately. */
  Optional<Lead.Instance> living() {
    return isStale()
        ? Optional.empty()
        : instances.stream().filter(one -> leader.equals(Optional.of(one.id()))).findFirst();
  }
}
