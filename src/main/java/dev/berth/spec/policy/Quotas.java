package dev.berth.spec.policy;

import dev.berth.spec.App;
import dev.berth.spec.Service;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The most that all apps together may ask for; without a limit where absent.
 *
 * @param replicas of all services of all apps
 * @param memoryBytes limits of all replicas together; a service then needs a limit
 */
public record Quotas(OptionalInt apps, OptionalInt replicas, OptionalLong memoryBytes) {
  public static final Quotas NONE =
      new Quotas(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());

  public boolean isUnlimited() {
    return equals(NONE);
  }

  /**
   * Where an app beside others asks for too much, and for more than before, each with the setting
   * that says so.
   *
   * @param declared what was written
   * @param resolved the same with the services that its links bring along
   */
  public List<Violation> excess(
      App declared, App resolved, Optional<App> before, List<App> others) {
    List<Violation> excess = new ArrayList<>();
    if (apps.isPresent() && before.isEmpty() && others.size() + 1 > apps.getAsInt()) {
      excess.add(
          new Violation(
              "", "there are " + others.size() + " apps; berth.quota.apps allows no more"));
    }
    long count = sum(resolved, others, Service::replicas);
    if (replicas.isPresent()
        && count > replicas.getAsInt()
        && count > sum(before, others, Service::replicas)) {
      excess.add(
          new Violation(
              "replicas",
              "all apps together would have "
                  + count
                  + " replicas, those of links counted; berth.quota.replicas allows "
                  + replicas.getAsInt()));
    }
    if (memoryBytes.isPresent()) {
      memory(declared, resolved, before, others, excess);
    }
    return excess;
  }

  private void memory(
      App declared, App resolved, Optional<App> before, List<App> others, List<Violation> excess) {
    boolean flat = declared.services().size() == 1;
    declared.services().values().stream()
        .filter(service -> service.resources().memoryBytes().isEmpty())
        .forEach(service ->
            excess.add(
                new Violation(
                    flat ? "mem_limit" : "services." + service.name() + ".mem_limit",
                    "is needed, as berth.quota.memory limits the memory of all apps")));
    long sum = sum(resolved, others, Quotas::memory);
    if (sum > memoryBytes.getAsLong() && sum > sum(before, others, Quotas::memory)) {
      excess.add(
          new Violation(
              "mem_limit",
              "all apps together could take "
                  + sum
                  + " bytes; berth.quota.memory allows "
                  + memoryBytes.getAsLong()));
    }
  }

  private static long memory(Service service) {
    return service.replicas() * service.resources().memoryBytes().orElse(0);
  }

  private static long sum(Optional<App> before, List<App> others, ToLongFunction<Service> part) {
    return sum(others.stream(), part) + sum(before.stream(), part);
  }

  private static long sum(App app, List<App> others, ToLongFunction<Service> part) {
    return sum(Optional.of(app), others, part);
  }

  private static long sum(Stream<App> apps, ToLongFunction<Service> part) {
    return apps.flatMap(app -> app.services().values().stream()).mapToLong(part).sum();
  }
}
