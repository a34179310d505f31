package dev.berth.spec.codec;

import dev.berth.spec.App;
import dev.berth.spec.BuildContext;
import dev.berth.spec.Dependency;
import dev.berth.spec.FileSource;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Link;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.SecretText;
import dev.berth.spec.Service;
import dev.berth.spec.UnsetVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An app as a Compose file: the way out. What Docker Compose has no word for is left out; secrets
 * are read from variables, for nobody may see them.
 */
public final class ComposeWriter {
  private static final List<String> OURS =
      List.of("replicas", "onUnhealthy", "links", "build", "update", "renew_anon_volumes");

  private final App app;
  private final App declared;

  private ComposeWriter(App app, App declared) {
    this.app = app;
    this.declared = declared;
  }

  /**
   * The file.
   *
   * @param app with its links resolved, and without holders
   * @param declared as the user wrote it, where builds still have their own contexts
   */
  public static Map<String, Object> of(App app, App declared) {
    return new ComposeWriter(app, declared).tree();
  }

  private Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", app.name());
    Map<String, Object> services = new LinkedHashMap<>();
    app.services().forEach((name, service) -> services.put(name, service(service)));
    tree.put("services", services);
    Map<String, Object> parts = new LinkedHashMap<>();
    AppWriter.parts(app.hiding(), parts);
    parts.forEach((key, part) -> tree.put(key, escaped(part)));
    if (!app.secrets().isEmpty()) {
      tree.put("secrets", secrets());
    }
    return tree;
  }

  private Map<String, Object> secrets() {
    Map<String, Object> secrets = new LinkedHashMap<>();
    FileWriter.sources(app.secrets()).forEach((name, source) -> secrets.put(name, escaped(source)));
    app.secrets()
        .forEach((name, source) -> {
          if (source instanceof FileSource.Inline) {
            secrets.put(name, Map.of("environment", variable(name)));
          }
        });
    return secrets;
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private Map<String, Object> service(Service service) {
    Map<String, Object> ours = new ServiceWriter(service).tree();
    Map<String, Object> tree = new LinkedHashMap<>(ours);
    OURS.forEach(tree::remove);
    tree.replaceAll((key, value) -> escaped(value));
    if (!service.environment().isEmpty()) {
      tree.put("environment", environment(service));
    }
    build(service).ifPresent(build -> tree.put("build", build));
    List<String> links =
        service.links().stream()
            .map((Link link) -> link.name() + link.alias().map(alias -> ":" + alias).orElse(""))
            .toList();
    if (!links.isEmpty()) {
      tree.put("links", links);
    }
    if (service.replicas() != 1) {
      Map<String, Object> deploy = new LinkedHashMap<>();
      if (tree.get("deploy") instanceof Map<?, ?> more) {
        more.forEach((key, value) -> deploy.put(String.valueOf(key), value));
      }
      deploy.put("replicas", service.replicas());
      tree.put("deploy", deploy);
    }
    if (service.restart().equals(RestartPolicy.ALWAYS)) {
      tree.put("restart", RestartPolicy.ALWAYS.mode().text());
    } else if (service.restart().mode() == RestartPolicy.Mode.NO) {
      tree.remove("restart");
    }
    if (!service.expose().isEmpty()) {
      tree.put("expose", service.expose().stream().map(String::valueOf).toList());
    }
    if (!service.dependencies().isEmpty()) {
      tree.put("depends_on", dependencies(service));
    }
    return tree;
  }

  /** A list where some name has no value. */
  private Object environment(Service service) {
    Map<String, String> all = variables(service);
    if (!all.containsValue(UnsetVariable.CODE)) {
      return all;
    }
    return all.entrySet().stream()
        .map(e -> {
          // In a list the name is part of a text, in which a dollar begins a variable.
          String name = e.getKey().replace("$", "$$");
          return UnsetVariable.is(e.getValue()) ? name : name + "=" + e.getValue();
        })
        .toList();
  }

  /** What a secret goes into is a variable; what looks like one is none. */
  private Map<String, String> variables(Service service) {
    Map<String, String> passwords = passwords();
    Map<String, String> environment = new LinkedHashMap<>();
    service
        .environment()
        .forEach((name, text) ->
            environment.put(
                name,
                SecretText.in(text).isPresent() ? "${" + name + "}" : plain(text, passwords)));
    return environment;
  }

  private static String plain(String text, Map<String, String> passwords) {
    String plain = text.replace("$", "$$");
    for (Map.Entry<String, String> password : passwords.entrySet()) {
      plain = plain.replace(password.getKey(), "${" + password.getValue() + "}");
    }
    return plain;
  }

  /** Variables in place of the passwords of links, by password. */
  private Map<String, String> passwords() {
    Map<String, String> passwords = new LinkedHashMap<>();
    app.services().values().stream()
        .flatMap(service -> service.links().stream())
        .filter(link -> link.auth().orElse(false))
        .map(Link::name)
        .forEach(name ->
            Optional.ofNullable(app.services().get(name))
                .map(Service::environment)
                .orElseGet(java.util.TreeMap::new)
                .forEach((key, value) -> {
                  if (key.contains("PASSWORD") && !value.isBlank()) {
                    passwords.put(value, variable(name) + "_PASSWORD");
                  }
                }));
    return passwords;
  }

  /** Compose takes a dollar anywhere for the beginning of a variable. */
  private static Object escaped(Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        Map<String, Object> all = new LinkedHashMap<>();
        map.forEach((key, value) -> all.put(String.valueOf(key), escaped(value)));
        yield all;
      }
      case List<?> list -> list.stream().map(ComposeWriter::escaped).toList();
      case String text -> text.replace("$", "$$");
      default -> tree;
    };
  }

  /** Readiness is what Berth finds out; Compose knows health checks. */
  private Map<String, Object> dependencies(Service service) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Dependency dependency : service.dependencies()) {
      boolean checked =
          Optional.ofNullable(app.services().get(dependency.service()))
              .filter(other -> other.healthCheck().isPresent())
              .isPresent();
      String word =
          switch (dependency.condition()) {
            case STARTED -> "service_started";
            case HEALTHY -> "service_healthy";
            case COMPLETED -> "service_completed_successfully";
            case READY -> checked ? "service_healthy" : "service_started";
          };
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("condition", word);
      if (!dependency.required()) {
        one.put("required", false);
      }
      if (dependency.restart()) {
        one.put("restart", true);
      }
      all.put(dependency.service(), one);
    }
    return all;
  }

  /** Arguments may be secrets. */
  private static Map<String, String> args(ImageSource.Build build) {
    Map<String, String> args = new LinkedHashMap<>(build.args());
    args.replaceAll((name, value) -> "${" + name + "}");
    return args;
  }

  private Optional<Map<String, Object>> build(Service service) {
    ImageSource written =
        Optional.ofNullable(declared.services().get(service.name()))
            .map(Service::image)
            .orElse(service.image());
    if (!(written instanceof ImageSource.Build build)) {
      return Optional.empty();
    }
    Map<String, Object> tree = new LinkedHashMap<>(BuildWriter.of(build));
    tree.replaceAll((key, value) -> escaped(value));
    tree.remove("files");
    tree.remove("push");
    tree.remove("credentials");
    if (!build.args().isEmpty()) {
      tree.put("args", args(build));
    }
    switch (build.context()) {
      case BuildContext.Inline inline -> {
        tree.put("context", ".");
        String dockerfile = inline.files().getOrDefault(build.dockerfile(), "");
        if (build.dockerfileInline().isEmpty() && !dockerfile.isEmpty()) {
          tree.put("dockerfile_inline", dockerfile.replace("$", "$$"));
          tree.remove("dockerfile");
        }
      }
      case BuildContext.Stored stored -> tree.put("context", ".");
      case BuildContext.Folder folder -> tree.put("context", escaped(folder.path()));
      case BuildContext.Git git -> tree.put("context", escaped(git.toString()));
    }
    return Optional.of(tree);
  }
}
