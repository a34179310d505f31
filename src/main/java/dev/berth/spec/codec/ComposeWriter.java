package dev.berth.spec.codec;

import static dev.berth.spec.OwnKey.BUILD;
import static dev.berth.spec.OwnKey.DEPENDS_ON;
import static dev.berth.spec.OwnKey.DEPLOY;
import static dev.berth.spec.OwnKey.ENVIRONMENT;
import static dev.berth.spec.OwnKey.EXPOSE;
import static dev.berth.spec.OwnKey.LINKS;
import static dev.berth.spec.OwnKey.ON_UNHEALTHY;
import static dev.berth.spec.OwnKey.RENEW_ANON_VOLUMES;
import static dev.berth.spec.OwnKey.REPLICAS;
import static dev.berth.spec.OwnKey.RESTART;
import static dev.berth.spec.OwnKey.UPDATE;

import dev.berth.spec.App;
import dev.berth.spec.BuildContext;
import dev.berth.spec.Dependency;
import dev.berth.spec.FileSource;
import dev.berth.spec.ImageSource;
import dev.berth.spec.OwnKey;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An app as a Compose file: the way out. What Docker Compose has no word for is left out; secrets
 * are read from variables, for nobody may see them.
 */
public final class ComposeWriter {
  private static final List<OwnKey> OURS =
      List.of(REPLICAS, ON_UNHEALTHY, LINKS, BUILD, UPDATE, RENEW_ANON_VOLUMES);

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
            secrets.put(name, Map.of(ENVIRONMENT.key(), ExportedVariables.name(name)));
          }
        });
    return secrets;
  }

  private Map<String, Object> service(Service service) {
    Map<String, Object> ours = new ServiceWriter(service).tree();
    Map<String, Object> tree = new LinkedHashMap<>(ours);
    OURS.forEach(key -> tree.remove(key.key()));
    tree.replaceAll((key, value) -> escaped(value));
    if (!service.environment().isEmpty()) {
      tree.put(ENVIRONMENT.key(), new ExportedVariables(app).of(service));
    }
    build(service).ifPresent(build -> tree.put(BUILD.key(), build));
    if (!service.links().isEmpty()) {
      tree.put(LINKS.key(), service.links().stream().map(LinkWriter::shortForm).toList());
    }
    if (service.replicas() != 1) {
      Map<String, Object> deploy = new LinkedHashMap<>();
      if (tree.get(DEPLOY.key()) instanceof Map<?, ?> more) {
        more.forEach((key, value) -> deploy.put(String.valueOf(key), value));
      }
      deploy.put("replicas", service.replicas());
      tree.put(DEPLOY.key(), deploy);
    }
    if (service.restart().equals(RestartPolicy.ALWAYS)) {
      tree.put(RESTART.key(), RestartPolicy.ALWAYS.mode().text());
    } else if (service.restart().mode() == RestartPolicy.Mode.NO) {
      tree.remove(RESTART.key());
    }
    if (!service.expose().isEmpty()) {
      tree.put(EXPOSE.key(), service.expose().stream().map(String::valueOf).toList());
    }
    if (!service.dependencies().isEmpty()) {
      tree.put(DEPENDS_ON.key(), dependencies(service));
    }
    return tree;
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
