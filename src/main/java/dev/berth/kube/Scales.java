package dev.berth.kube;

import dev.berth.intake.read.DeclaredResource;
import dev.berth.spec.validation.Violation;
import dev.berth.status.AppStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An app's number of replicas as Kubernetes has it: a {@code Scale}, which knows one number only.
 * It is that of the app's only service, or of the one that bears the app's name.
 */
final class Scales {
  static final String GROUP = "autoscaling";
  static final String VERSION = "v1";
  static final String KIND = "Scale";

  private static final String SPEC = "spec";
  private static final String SERVICES = "services";
  private static final String REPLICAS = "replicas";
  private static final List<String> SHOWN =
      List.of("name", "uid", "resourceVersion", "creationTimestamp");

  /** Conditions that a client may put into its answer. */
  private static final List<String> ASKED = List.of("name", "uid", "resourceVersion");

  private Scales() {}

  static Map<String, Object> of(DeclaredResource before) {
    Map<String, Object> app = KubeObjects.of(before);
    String service = service(before.name(), app);
    Map<String, Object> metadata = new LinkedHashMap<>(KubeObjects.metadata(app));
    metadata.keySet().retainAll(SHOWN);
    Map<String, Object> status = new LinkedHashMap<>();
    status.put(REPLICAS, there(before, service));
    status.put("selector", "berth.dev/app=" + before.name() + ",berth.dev/service=" + service);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", KIND);
    tree.put("apiVersion", GROUP + "/" + VERSION);
    tree.put("metadata", metadata);
    tree.put(SPEC, Map.of(REPLICAS, wanted(app, service)));
    tree.put("status", status);
    return tree;
  }

  /** The app with as many replicas as the scale says that is made of its own. */
  static KubePatches.Change change(
      UnaryOperator<Map<String, Object>> edit, KubeWriteOptions writeOptions) {
    return before -> {
      Map<String, Object> scale = edit.apply(of(before));
      checkKind(scale);
      Map<String, Object> app = KubeObjects.of(before);
      String service = service(before.name(), app);
      tellOfOthers(services(app), service, writeOptions);
      Map<String, Object> scaled = scaled(app, service, wanted(scale));
      Map<String, Object> metadata = new LinkedHashMap<>(KubeObjects.metadata(app));
      metadata.keySet().removeAll(ASKED);
      Map<String, Object> asked = new LinkedHashMap<>(KubeObjects.metadata(scale));
      asked.keySet().retainAll(ASKED);
      metadata.putAll(asked);
      scaled.put("metadata", metadata);
      return KubePatches.replace(ApiResource.APPS, scaled, writeOptions).from(before);
    };
  }

  private static void checkKind(Map<String, Object> scale) {
    String kind = KubeObjects.text(scale, "kind");
    if (!kind.isEmpty() && !kind.equals(KIND)) {
      throw KubeException.bad("the body must be a Scale of autoscaling/v1, was " + kind);
    }
  }

  private static void tellOfOthers(
      Map<String, Object> services, String service, KubeWriteOptions writeOptions) {
    String told = "scaled service " + service + " only; its app has " + names(services);
    if (services.size() > 1 && !writeOptions.warnings().contains(told)) {
      writeOptions.warnings().add(told);
    }
  }

  /** Clients leave out a zero. */
  private static Object wanted(Map<String, Object> scale) {
    Object said = below(scale, SPEC).get(REPLICAS);
    return said == null ? 0 : said;
  }

  private static Map<String, Object> scaled(
      Map<String, Object> app, String service, Object replicas) {
    Map<String, Object> spec = new LinkedHashMap<>(below(app, SPEC));
    if (spec.containsKey(SERVICES)) {
      Map<String, Object> services = new LinkedHashMap<>(below(spec, SERVICES));
      Map<String, Object> one = new LinkedHashMap<>(below(services, service));
      one.put(REPLICAS, replicas);
      services.put(service, one);
      spec.put(SERVICES, services);
    } else {
      spec.put(REPLICAS, replicas);
    }
    Map<String, Object> scaled = new LinkedHashMap<>(app);
    scaled.put(SPEC, spec);
    return scaled;
  }

  private static Object wanted(Map<String, Object> app, String service) {
    Map<String, Object> spec = below(app, SPEC);
    Object said =
        spec.containsKey(SERVICES)
            ? below(services(app), service).get(REPLICAS)
            : spec.get(REPLICAS);
    return said == null ? 1 : said;
  }

  private static long there(DeclaredResource before, String service) {
    return before instanceof DeclaredResource.OfApp app
        ? app.status().map(AppStatus::services).map(all -> all.get(service)).stream()
            .flatMap(one -> one.containers().stream())
            .count()
        : 0;
  }

  private static String service(String appName, Map<String, Object> app) {
    Map<String, Object> services = services(app);
    if (services.isEmpty() || services.containsKey(appName)) {
      return appName;
    }
    if (services.size() == 1) {
      return services.keySet().iterator().next();
    }
    String field = "spec.services." + services.keySet().iterator().next() + ".replicas";
    throw KubeRefusals.invalid(
        ApiResource.APPS,
        appName,
        List.of(
            new Violation(
                "spec.replicas",
                "there are the services "
                    + names(services)
                    + " and none called "
                    + appName
                    + ", so one number does not say it: "
                    + way(appName, field))));
  }

  private static String way(String appName, String field) {
    return "kubectl patch app "
        + appName
        + " --type=json -p '[{\"op\":\"add\",\"path\":\"/"
        + field.replace('.', '/')
        + "\",\"value\":2}]'";
  }

  private static String names(Map<String, Object> services) {
    return services.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private static Map<String, Object> services(Map<String, Object> app) {
    return below(below(app, SPEC), SERVICES);
  }

  private static Map<String, Object> below(Map<String, ?> tree, String key) {
    return tree.get(key) instanceof Map<?, ?> map ? FieldSets.keyed(map) : Map.of();
  }
}
