package dev.berth.api.app;

import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.port.ContainerExec.Place;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which of an app's containers a command runs in. */
record ExecPlaces(String app, List<Place> all) {
  private static final String SERVICE = "service";
  private static final String REPLICA = "replica";
  private static final String CONTAINER = "container";

  /**
   * By its name, or the first running one of a service; without a word for the service that of the
   * app's name, or the only one.
   */
  Place chosen(Queries queries) {
    Optional<String> container = queries.text(CONTAINER);
    if (container.isPresent()) {
      return running(place -> isCalled(place, container.get()), "container `" + container.get());
    }
    String service = queries.text(SERVICE).orElseGet(this::usual);
    Optional<Integer> replica = queries.number(REPLICA);
    return running(
        place ->
            place.service().equals(service)
                && replica.filter(number -> number != place.replica()).isEmpty(),
        replica.map(number -> "replica " + number + " of ").orElse("")
            + "container of service `"
            + service);
  }

  private static boolean isCalled(Place place, String name) {
    return place.name().equals(name) || place.id().equals(name);
  }

  private String usual() {
    SortedSet<String> services = new TreeSet<>(all.stream().map(Place::service).toList());
    if (services.contains(app)) {
      return app;
    }
    if (services.size() > 1) {
      throw ProblemException.of(
          400,
          "Bad Request",
          "`service` must be one of "
              + String.join(", ", services)
              + ": this app has more than one, and none of its own name");
    }
    return services.isEmpty() ? app : services.first();
  }

  private Place running(Predicate<Place> wanted, String what) {
    List<Place> found = all.stream().filter(wanted).toList();
    if (found.isEmpty()) {
      throw ProblemException.of(
          404,
          "Not Found",
          "there is no "
              + what
              + "`; containers: "
              + names(all)
              + "; GET /v1/apps/"
              + app
              + " says why one is not there");
    }
    return found.stream()
        .filter(Place::isRunning)
        .findFirst()
        .orElseThrow(() ->
            ProblemException.of(
                409,
                "Conflict",
                "a command needs a container that runs, and there is: "
                    + names(found)
                    + "; see its logs (GET /v1/apps/"
                    + app
                    + "/logs), or start the app"));
  }

  private static String names(List<Place> places) {
    return places.isEmpty()
        ? "none"
        : places.stream()
            .map(place -> place.name() + " (" + place.state() + ")")
            .collect(Collectors.joining(", "));
  }
}
