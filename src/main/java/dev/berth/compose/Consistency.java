package dev.berth.compose;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that what services name is there, and that what they say twice is the same. */
final class Consistency {
  private final Model model;
  private final Problems problems;

  private Consistency(Model model, Problems problems) {
    this.model = model;
    this.problems = problems;
  }

  static void check(Model model, Problems problems) {
    Consistency all = new Consistency(model, problems);
    for (String name : model.services.keySet()) {
      all.service(model.service(name), TreePath.of("services", name));
    }
    all.secrets();
    all.containerNames();
    new Cycles(model)
        .find()
        .ifPresent(e -> problems.add(TreePath.of("services", e.service()), e.message()));
  }

  private void service(Map<String, Object> service, TreePath path) {
    image(service, path);
    references(service, path);
    dependencies(service, path);
    new ServiceConsistency(service, path, problems).check();
    mounts(service, path);
  }

  private void image(Map<String, Object> service, TreePath path) {
    if (!service.containsKey("image")
        && !service.containsKey("build")
        && !service.containsKey("provider")) {
      String why = UnsetImages.hint(problems.unset(path.key("image").toString()));
      problems.add(path, "has neither an `image` nor a `build`" + why);
    }
    Map<String, Object> build = ComposeTrees.map(service, "build");
    if (build.containsKey("dockerfile") && build.containsKey("dockerfile_inline")) {
      problems.add(path.key("build"), "may have only one of `dockerfile` and `dockerfile_inline`");
    }
    ComposeTrees.map(build, "additional_contexts")
        .forEach((key, context) -> {
          if (context.toString().startsWith("service:")) {
            buildable(context.toString().substring("service:".length()), path.key("build"));
          }
        });
    List<Object> platforms = ComposeTrees.list(build, "platforms");
    Object platform = service.get("platform");
    if (!platforms.isEmpty() && platform != null && !platforms.contains(platform)) {
      problems.add(path.key("build"), "`platforms` must include `" + platform + "`");
    }
  }

  private void buildable(String name, TreePath path) {
    if (!model.services.containsKey(name)) {
      problems.add(path, "takes its context from service `" + name + "`, which is not defined");
    } else if (!model.service(name).containsKey("build")) {
      problems.add(path, "takes its context from service `" + name + "`, which builds nothing");
    }
  }

  private void references(Map<String, Object> service, TreePath path) {
    boolean hasNetworks = !ComposeTrees.map(service, "networks").isEmpty();
    if (service.containsKey("network_mode") && hasNetworks) {
      problems.add(path, "may have only one of `network_mode` and `networks`");
    }
    for (String kind : model.resources.keySet()) {
      for (String name : Model.used(service, kind)) {
        if (!problems.isFull() && !model.of(kind).containsKey(name)) {
          String one = kind.substring(0, kind.length() - 1);
          problems.add(
              place(service, path, kind, name), "refers to undefined " + one + " `" + name + "`");
        }
      }
    }
    ComposeTrees.map(service, "models").keySet().stream()
        .filter(name -> !model.models.containsKey(name))
        .forEach(
            name -> problems.add(path.key("models"), "refers to undefined model `" + name + "`"));
  }

  private static TreePath place(
      Map<String, Object> service, TreePath path, String kind, String name) {
    List<Object> uses = ComposeTrees.list(service, kind);
    for (int i = 0; i < uses.size(); i++) {
      boolean here =
          ComposeTrees.map(uses.get(i)).filter(use -> name.equals(use.get("source"))).isPresent();
      if (here) {
        return path.key(kind).item(i);
      }
    }
    return kind.equals("networks") ? path.key(kind).key(name) : path.key(kind);
  }

  private void dependencies(Map<String, Object> service, TreePath path) {
    ComposeTrees.map(service, "depends_on")
        .forEach((name, value) -> {
          boolean required =
              !Boolean.FALSE.equals(
                  ComposeTrees.map(value).orElseGet(LinkedHashMap::new).get("required"));
          boolean optional = model.disabled.containsKey(name) && !required;
          if (!model.services.containsKey(name) && !optional) {
            String why =
                model.disabled.containsKey(name)
                    ? ", which no active profile enables"
                    : ", which is not defined";
            problems.add(
                path.key("depends_on").key(name),
                "depends on undefined service `" + name + "`" + why);
          }
        });
  }

  private void mounts(Map<String, Object> service, TreePath path) {
    Map<String, String> taken = new HashMap<>();
    List<Object> tmpfs = ComposeTrees.list(service, "tmpfs");
    for (int i = 0; i < tmpfs.size(); i++) {
      target(taken, tmpfs.get(i).toString().split(":", 2)[0], path.key("tmpfs").item(i));
    }
    List<Object> volumes = ComposeTrees.list(service, "volumes");
    for (int i = 0; i < volumes.size(); i++) {
      Optional<String> target =
          ComposeTrees.map(volumes.get(i)).flatMap(m -> ComposeTrees.text(m, "target"));
      target(taken, target.orElse(""), path.key("volumes").item(i));
    }
  }

  private void target(Map<String, String> taken, String target, TreePath path) {
    String before = taken.putIfAbsent(target, path.toString());
    if (before != null) {
      problems.add(path, "target `" + target + "` is taken by " + before);
    }
  }

  private void secrets() {
    model
        .of("secrets")
        .forEach((name, value) -> {
          Map<String, Object> secret = ComposeTrees.map(value).orElseGet(LinkedHashMap::new);
          boolean sourced =
              secret.containsKey("external")
                  || secret.containsKey("file")
                  || secret.containsKey("environment");
          if (!sourced) {
            problems.add(TreePath.of("secrets", name), "needs one of `file` and `environment`");
          }
        });
  }

  private void containerNames() {
    Set<Object> names = new HashSet<>();
    for (String name : model.services.keySet()) {
      Object container = model.service(name).get("container_name");
      if (container != null && !names.add(container)) {
        problems.add(
            TreePath.of("services", name, "container_name"),
            "`" + container + "` is the name of another service's container too");
      }
    }
  }
}
