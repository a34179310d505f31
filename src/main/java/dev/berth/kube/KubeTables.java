package dev.berth.kube;

import dev.berth.intake.read.DeclaredResource;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Things as rows of a {@code Table}: what {@code kubectl get} prints. */
final class KubeTables {
  private static final String VERSION = "meta.k8s.io/v1";

  /** Shown with {@code -o wide} only. */
  private static final int WIDE = 1;

  /** How much of an object comes with its row. */
  enum Include {
    NONE,
    METADATA,
    OBJECT
  }

  private KubeTables() {}

  /** A table of objects as trees. */
  static Map<String, Object> of(
      List<Object> columns, Map<String, ?> metadata, List<Map<String, Object>> rows) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", "Table");
    tree.put("apiVersion", VERSION);
    tree.put("metadata", metadata);
    tree.put("columnDefinitions", columns);
    tree.put("rows", rows);
    return tree;
  }

  static List<Object> columns(ApiResource apiResource) {
    List<Object> columns = new ArrayList<>();
    columns.add(column("Name", "string", "name", "name of the " + apiResource.singular(), 0));
    switch (apiResource) {
      case APPS -> {
        columns.add(column("Ready", "string", "", "ready containers of those wanted", 0));
        columns.add(column("Status", "string", "", "phase of the app", 0));
        columns.add(column("Revision", "integer", "", "revision that is wanted", 0));
        columns.add(column("Image", "string", "", "images of the services", 0));
        columns.add(column("Age", "string", "", "time since it was made", 0));
        columns.add(column("Endpoints", "string", "", "where published ports answer", WIDE));
        columns.add(column("Reason", "string", "", "why it is as it is", WIDE));
      }
      case INSTANCES -> {
        columns.add(column("App", "string", "", "app it belongs to", 0));
        columns.add(column("Service", "string", "", "service of the app", 0));
        columns.add(column("State", "string", "", "state of the container", 0));
        columns.add(column("Health", "string", "", "what its check says", 0));
        columns.add(column("Image", "string", "", "image it was made from", 0));
        columns.add(column("Age", "string", "", "time since it was made", 0));
        columns.add(column("Ports", "string", "", "published ports", WIDE));
      }
      case SOURCES -> {
        columns.add(column("Revision", "string", "", "what the apps are made from", 0));
        columns.add(column("State", "string", "", "how the last sync went", 0));
        columns.add(column("Last Sync", "string", "", "time since one went well", 0));
        columns.add(column("Age", "string", "", "time since it was made", 0));
      }
      case ENGINES -> {
        columns.add(column("Reachable", "string", "", "whether it answers", 0));
        columns.add(column("Version", "string", "", "as it tells", 0));
        columns.add(column("Apps", "integer", "", "apps that are placed on it", 0));
        columns.add(column("Age", "string", "", "time since it was made", 0));
      }
      case REGISTRIES, SECRETS -> {
        columns.add(column("Generation", "integer", "", "changes so far", 0));
        columns.add(column("Age", "string", "", "time since it was made", 0));
      }
    }
    return columns;
  }

  static Map<String, Object> column(
      String name, String type, String format, String description, int priority) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("type", type);
    tree.put("format", format);
    tree.put("description", description);
    tree.put("priority", priority);
    return tree;
  }

  static List<Object> cells(DeclaredResource thing, Instant now) {
    return switch (thing) {
      case DeclaredResource.OfApp app -> cells(app, now);
      case DeclaredResource.OfResource source
          when source.kind().equals(ApiResource.SOURCES.kind()) ->
          SourceCells.of(source, now);
      case DeclaredResource.OfResource engine
          when engine.kind().equals(ApiResource.ENGINES.kind()) ->
          engineCells(engine, now);
      case DeclaredResource.OfResource other ->
          List.of(
              other.name(), other.resource().generation(), age(other.resource().createdAt(), now));
    };
  }

  private static List<Object> engineCells(DeclaredResource.OfResource engine, Instant now) {
    Map<?, ?> told = engine.document().get("status") instanceof Map<?, ?> map ? map : Map.of();
    return List.of(
        engine.name(),
        word(told.get("reachable")),
        word(told.get("version")),
        told.get("apps") instanceof List<?> apps ? apps.size() : 0,
        age(engine.resource().createdAt(), now));
  }

  private static String word(@Nullable Object told) {
    return told == null ? "<none>" : told.toString();
  }

  static Map<String, Object> row(List<?> cells, Map<String, Object> object, Include include) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("cells", cells);
    switch (include) {
      case NONE -> {}
      case OBJECT -> row.put("object", object);
      case METADATA -> {
        Map<String, Object> partial = new LinkedHashMap<>();
        partial.put("kind", "PartialObjectMetadata");
        partial.put("apiVersion", VERSION);
        partial.put("metadata", KubeObjects.metadata(object));
        row.put("object", partial);
      }
    }
    return row;
  }

  private static List<Object> cells(DeclaredResource.OfApp thing, Instant now) {
    List<AppStatus.ServiceStatus> services =
        thing.status().map(s -> List.copyOf(s.services().values())).orElse(List.of());
    int ready = services.stream().mapToInt(AppStatus.ServiceStatus::ready).sum();
    int desired = services.stream().mapToInt(AppStatus.ServiceStatus::desired).sum();
    String images =
        services.stream()
            .flatMap(s -> s.image().stream())
            .map(AppStatus.Image::reference)
            .collect(Collectors.joining(","));
    String endpoints =
        services.stream().flatMap(s -> s.endpoints().stream()).collect(Collectors.joining(","));
    return List.of(
        thing.name(),
        ready + "/" + desired,
        thing.status().map(s -> s.phase().text()).orElse("Pending"),
        thing.app().revision(),
        images.isEmpty() ? "<none>" : images,
        age(thing.app().createdAt(), now),
        endpoints.isEmpty() ? "<none>" : endpoints,
        thing.status().map(s -> s.condition(Condition.Type.READY).reason()).orElse("NotObserved"));
  }

  /** As kubectl writes durations: two units while they matter, then one. */
  static String age(Instant since, Instant now) {
    Duration age = Duration.between(since, now);
    if (age.toSeconds() < 120) {
      return Math.max(0, age.toSeconds()) + "s";
    }
    if (age.toMinutes() < 10) {
      return age.toMinutes() + "m" + rest(age.toSecondsPart(), "s");
    }
    if (age.toHours() < 3) {
      return age.toMinutes() + "m";
    }
    if (age.toHours() < 8) {
      return age.toHours() + "h" + rest(age.toMinutesPart(), "m");
    }
    if (age.toHours() < 48) {
      return age.toHours() + "h";
    }
    return age.toDays() < 8
        ? age.toDays() + "d" + rest(age.toHoursPart(), "h")
        : age.toDays() + "d";
  }

  private static String rest(int part, String unit) {
    return part == 0 ? "" : part + unit;
  }
}
