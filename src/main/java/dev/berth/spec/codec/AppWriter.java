package dev.berth.spec.codec;

import dev.berth.spec.App;
import dev.berth.spec.DriftPolicy;
import dev.berth.spec.GivenFile;
import dev.berth.spec.IntOrPercent;
import dev.berth.spec.Rollout;
import dev.berth.spec.Service;
import dev.berth.spec.Volume;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An app as a tree in canonical form: what {@link AppReader} reads as an equal app. What is left to
 * its default is left out.
 */
public final class AppWriter {
  private AppWriter() {}

  /** The whole document as anybody may see it: secrets are hidden. */
  public static Map<String, Object> document(App app) {
    return full(app.hiding());
  }

  /** The whole document, for those who keep it. */
  public static Map<String, Object> full(App app) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", app.name());
    if (!app.labels().isEmpty()) {
      metadata.put("labels", app.labels());
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", AppReader.API_VERSION);
    document.put("kind", "App");
    document.put("metadata", metadata);
    document.put("spec", spec(app));
    return document;
  }

  /** What is behind {@code spec}. */
  public static Map<String, Object> spec(App app) {
    Map<String, Object> spec = new LinkedHashMap<>();
    if (isSingle(app)) {
      spec.putAll(new ServiceWriter(app.service(app.name())).tree());
    } else {
      Map<String, Object> services = new LinkedHashMap<>();
      app.services()
          .forEach((name, service) -> services.put(name, new ServiceWriter(service).tree()));
      spec.put("services", services);
      parts(app, spec);
    }
    if (app.state() == App.RunState.STOPPED) {
      spec.put("state", AppReader.word(app.state()));
    }
    drift(app.drift(), spec);
    rollout(app.rollout(), spec);
    put(spec, "ingress", IngressReader.tree(app.ingress()));
    put(spec, "placement", PlacementReader.tree(app.placement()));
    return spec;
  }

  private static void rollout(Rollout rollout, Map<String, Object> spec) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (rollout.strategy() != Rollout.Strategy.RECREATE) {
      tree.put("strategy", rollout.strategy().text());
    }
    rollout.maxSurge().ifPresent(intOrPercent -> tree.put("maxSurge", tree(intOrPercent)));
    rollout
        .maxUnavailable()
        .ifPresent(intOrPercent -> tree.put("maxUnavailable", tree(intOrPercent)));
    rollout.readyTimeout().ifPresent(limit -> tree.put("readyTimeout", Quantities.text(limit)));
    rollout.minReady().ifPresent(proof -> tree.put("minReady", Quantities.text(proof)));
    rollout.drainTimeout().ifPresent(time -> tree.put("drainTimeout", Quantities.text(time)));
    if (rollout.autoRollback()) {
      tree.put("autoRollback", true);
    }
    tree.putAll(StagesReader.tree(rollout.stages()));
    if (!tree.isEmpty()) {
      spec.put("rollout", tree);
    }
  }

  private static Object tree(IntOrPercent intOrPercent) {
    return intOrPercent.isPercent() ? intOrPercent.toString() : (Object) intOrPercent.amount();
  }

  private static void drift(DriftPolicy policy, Map<String, Object> spec) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (policy.mode() == DriftPolicy.Mode.REPORT) {
      tree.put("policy", "report");
    }
    if (!policy.ignore().isEmpty()) {
      tree.put("ignore", policy.ignore().stream().sorted().toList());
    }
    if (!tree.isEmpty()) {
      spec.put("drift", tree);
    }
  }

  /** What services share. */
  static void parts(App app, Map<String, Object> spec) {
    volumes(app, spec);
    put(spec, "networks", NetworkWriter.networks(app.networks()));
    put(spec, "secrets", FileWriter.sources(app.secrets()));
    put(spec, "configs", FileWriter.sources(app.configs()));
  }

  private static void put(Map<String, Object> spec, String key, Map<String, ?> values) {
    if (!values.isEmpty()) {
      spec.put(key, values);
    }
  }

  /** Whether the flat form says it all. */
  private static boolean isSingle(App app) {
    if (app.services().size() != 1 || !app.services().containsKey(app.name())) {
      return false;
    }
    Service service = app.service(app.name());
    return app.volumes().equals(Undeclared.volumes(service))
        && app.networks().equals(Undeclared.networks(service))
        && app.secrets().equals(Undeclared.files(service, GivenFile.Kind.SECRET))
        && app.configs().equals(Undeclared.files(service, GivenFile.Kind.CONFIG));
  }

  private static void volumes(App app, Map<String, Object> spec) {
    if (app.volumes().isEmpty()) {
      return;
    }
    Map<String, Object> volumes = new LinkedHashMap<>();
    app.volumes().forEach((name, volume) -> volumes.put(name, volume(volume)));
    spec.put("volumes", volumes);
  }

  private static Map<String, Object> volume(Volume volume) {
    Map<String, Object> tree = new LinkedHashMap<>();
    volume.driver().ifPresent(driver -> tree.put("driver", driver));
    if (!volume.driverOptions().isEmpty()) {
      tree.put("driver_opts", volume.driverOptions());
    }
    if (!volume.labels().isEmpty()) {
      tree.put("labels", volume.labels());
    }
    volume
        .external()
        .ifPresent(name -> {
          tree.put("external", true);
          tree.put("name", name);
        });
    volume.name().ifPresent(name -> tree.put("name", name));
    return tree;
  }
}
