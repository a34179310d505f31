package dev.berth.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

  /** Where an app beside others asks for too much, each with the setting that says so. */
  public List<Violation> excess(AppDraft draft, List<App> others) {
    List<Violation> excess = new ArrayList<>();
    if (apps.isPresent() && others.size() + 1 > apps.getAsInt()) {
      excess.add(
          new Violation(
              "", "there are " + others.size() + " apps; berth.quota.apps allows no more"));
    }
    long count = services(draft, others).mapToLong(Service::replicas).sum();
    if (replicas.isPresent() && count > replicas.getAsInt()) {
      excess.add(
          new Violation(
              draft.path("replicas"),
              "all apps together would have "
                  + count
                  + " replicas; berth.quota.replicas allows "
                  + replicas.getAsInt()));
    }
    memory(draft, others, excess);
    return excess;
  }

  private void memory(AppDraft draft, List<App> others, List<Violation> excess) {
    if (memoryBytes.isEmpty()) {
      return;
    }
    draft.app().services().values().stream()
        .filter(service -> service.resources().memoryBytes().isEmpty())
        .forEach(service ->
            excess.add(
                new Violation(
                    draft.path(service.name(), "mem_limit"),
                    "is needed, as berth.quota.memory limits the memory of all apps")));
    long sum =
        services(draft, others)
            .mapToLong(s -> s.replicas() * s.resources().memoryBytes().orElse(0))
            .sum();
    if (sum > memoryBytes.getAsLong()) {
      excess.add(
          new Violation(
              draft.path("mem_limit"),
              "all apps together could take "
                  + sum
                  + " bytes; berth.quota.memory allows "
                  + memoryBytes.getAsLong()));
    }
  }

  private static Stream<Service> services(AppDraft draft, List<App> others) {
    return Stream.concat(Stream.of(draft.app()), others.stream())
        .flatMap(app -> app.services().values().stream());
  }
}
