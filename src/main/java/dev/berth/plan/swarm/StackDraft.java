package dev.berth.plan.swarm;

import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.observe.swarm.SwarmSnapshot;
import dev.berth.spec.codec.AppReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes an app out of a stack's services. What the stack has beside them (networks, volumes,
 * secrets, configs) stays its own: the app names it as {@code external}.
 */
public final class StackDraft {
  private final String app;
  private final SwarmSnapshot all;
  private final Map<String, Object> services = new TreeMap<>();
  private final Map<String, Object> networks = new TreeMap<>();
  private final Map<String, Object> volumes = new TreeMap<>();
  private final Map<String, Object> secrets = new TreeMap<>();
  private final Map<String, Object> configs = new TreeMap<>();

  /** {@code all} is what is there on the Swarm, of everybody. */
  public StackDraft(String app, SwarmSnapshot all) {
    this.app = app;
    this.all = all;
  }

  /** Services of a stack, by the label that {@code docker stack} knows it by. */
  public static List<SwarmService> services(String stack, SwarmSnapshot all) {
    return all.services().stream()
        .filter(service -> stack.equals(service.labels().get(ServiceTree.NAMESPACE)))
        .toList();
  }

  /** As services are called within the app. */
  public static String local(String app, SwarmService service) {
    String front = app + "_";
    return service.name().startsWith(front)
        ? service.name().substring(front.length())
        : service.name();
  }

  public void add(SwarmService service) {
    Map<String, Object> tree = new ServiceFromSpec(service.spec()).service();
    String name = local(app, service);
    Map<?, ?> container = SpecTree.map(service.spec(), "TaskTemplate", "ContainerSpec");
    ServiceFromSpec.put(tree, "networks", networks(name, service));
    ServiceFromSpec.put(tree, "volumes", volumes(container));
    ServiceFromSpec.put(tree, "secrets", files(container, "Secret", secrets));
    ServiceFromSpec.put(tree, "configs", files(container, "Config", configs));
    services.put(name, tree);
  }

  private Map<String, Object> networks(String name, SwarmService service) {
    Map<String, Object> attached = new LinkedHashMap<>();
    for (Map<?, ?> one : SpecTree.maps(service.spec(), "TaskTemplate", "Networks")) {
      String target = SpecTree.text(one, "Target");
      String called =
          all.objects().stream()
              .filter(object -> object.id().equals(target))
              .findFirst()
              .map(SwarmObject::name)
              .orElse(target);
      List<?> aliases =
          SpecTree.list(one, "Aliases").stream().filter(alias -> !alias.equals(name)).toList();
      attached.put(
          external(called, networks), aliases.isEmpty() ? Map.of() : Map.of("aliases", aliases));
    }
    return attached;
  }

  /** Answers how it is called within the app. */
  private String external(String name, Map<String, Object> declared) {
    String key = name.startsWith(app + "_") ? name.substring(app.length() + 1) : name;
    declared.put(key, Map.of("external", true, "name", name));
    return key;
  }

  private List<Object> volumes(Map<?, ?> container) {
    return SpecTree.maps(container, "Mounts").stream()
        .<Object>map(mount -> {
          Map<String, Object> tree = new LinkedHashMap<>();
          String type = SpecTree.text(mount, "Type");
          String source = SpecTree.text(mount, "Source");
          tree.put("type", type.isEmpty() ? "volume" : type);
          if (!source.isEmpty()) {
            tree.put("source", type.equals("volume") ? volume(source, mount) : source);
          }
          tree.put("target", SpecTree.text(mount, "Target"));
          if (Boolean.TRUE.equals(mount.get("ReadOnly"))) {
            tree.put("read_only", true);
          }
          options(tree, mount);
          return tree;
        })
        .toList();
  }

  private static void options(Map<String, Object> tree, Map<?, ?> mount) {
    if (Boolean.TRUE.equals(SpecTree.at(mount, "VolumeOptions", "NoCopy"))) {
      tree.put("volume", Map.of("nocopy", true));
    }
    Map<String, Object> memory = new LinkedHashMap<>();
    long size = SpecTree.number(mount, "TmpfsOptions", "SizeBytes");
    if (size > 0) {
      memory.put("size", size);
    }
    long mode = SpecTree.number(mount, "TmpfsOptions", "Mode");
    if (mode > 0) {
      memory.put("mode", rights(mode));
    }
    if (!memory.isEmpty()) {
      tree.put("tmpfs", memory);
    }
  }

  /** One of a driver of its own is made again on each node that has not got it. */
  private String volume(String name, Map<?, ?> mount) {
    String key = external(name, volumes);
    Map<?, ?> driver = SpecTree.map(mount, "VolumeOptions", "DriverConfig");
    String driverName = SpecTree.text(driver, "Name");
    if (!driverName.isEmpty() || !SpecTree.map(driver, "Options").isEmpty()) {
      volumes.put(
          key,
          Map.of(
              "name",
              name,
              "driver",
              driverName.isEmpty() ? "local" : driverName,
              "driver_opts",
              SpecTree.texts(driver, "Options")));
    }
    return key;
  }

  private List<Object> files(Map<?, ?> container, String word, Map<String, Object> declared) {
    return SpecTree.maps(container, word + "s").stream()
        .<Object>map(file -> {
          Map<String, Object> tree = new LinkedHashMap<>();
          tree.put("source", external(SpecTree.text(file, word + "Name"), declared));
          tree.put("target", SpecTree.text(file, "File", "Name"));
          tree.put("uid", SpecTree.text(file, "File", "UID"));
          tree.put("gid", SpecTree.text(file, "File", "GID"));
          tree.put("mode", rights(SpecTree.number(file, "File", "Mode")));
          return tree;
        })
        .toList();
  }

  /** The app in envelope form, on an engine. */
  public Map<String, Object> manifest(String engine) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("placement", Map.of("engine", engine));
    spec.put("services", services);
    ServiceFromSpec.put(spec, "networks", networks);
    ServiceFromSpec.put(spec, "volumes", volumes);
    ServiceFromSpec.put(spec, "secrets", secrets);
    ServiceFromSpec.put(spec, "configs", configs);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", AppReader.API_VERSION);
    document.put("kind", "App");
    document.put("metadata", Map.of("name", app));
    document.put("spec", spec);
    return document;
  }

  private static String rights(long mode) {
    return "0" + Long.toOctalString(mode);
  }
}
