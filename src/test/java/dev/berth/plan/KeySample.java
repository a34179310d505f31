package dev.berth.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.berth.compose.ComposeProject;
import dev.berth.compose.ComposeReader;
import dev.berth.compose.ComposeResult;
import dev.berth.compose.ProjectFiles;
import dev.berth.engine.docker.EngineRoundTrip;
import dev.berth.manifest.ManifestReader;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.NetworkView;
import dev.berth.spec.App;
import dev.berth.spec.Network;
import dev.berth.spec.Service;
import dev.berth.spec.codec.AppWriter;
import dev.berth.spec.codec.ComposeWriter;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One service that says one key, beside one that says nothing: what each follower of the keys makes
 * of the difference.
 *
 * @param line of {@code samples.txt}
 */
public record KeySample(String line) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final KeySample PLAIN = new KeySample("");

  /** The lines of {@code samples.txt}. */
  public static List<KeySample> all() {
    try {
      return Files.readAllLines(Path.of("src/test/resources/keys/samples.txt")).stream()
          .filter(line -> !line.startsWith("#"))
          .map(KeySample::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String key() {
    return line.substring(0, line.indexOf(':'));
  }

  /** What the followers make of it, a line each; those to which it says nothing are left out. */
  public List<String> told() {
    List<String> told = new ArrayList<>();
    tell(told, "notices", sorted(manifest().notices()));
    tell(told, "refused", sorted(manifest().violations()) + sorted(manifest().denials()));
    tell(told, "manifest", difference(PLAIN.written(), written()));
    tell(told, "to compose", difference(PLAIN.composed(), composed()));
    tell(told, "from compose", ofCompose());
    tell(told, "fingerprint", difference(PLAIN.fields(), fields()));
    tell(told, "engine", difference(PLAIN.body(), body()));
    tell(told, "missing", drifts(settings(), PLAIN.made()));
    tell(told, "left over", drifts(PLAIN.settings(), made()));
    tell(told, "made of it", drifts(settings(), made()));
    tell(told, "adopted", difference(PLAIN.adopted(), adopted()));
    return told;
  }

  private static void tell(List<String> told, String follower, Object what) {
    String text = what instanceof String ready ? ready : json(what);
    if (!text.matches("[\\[\\]{},]*")) {
      told.add("  " + follower + ": " + text);
    }
  }

  /** Those of keys that nobody lists in an order. */
  private static String sorted(List<Violation> violations) {
    return json(violations.stream().map(v -> v.path() + ": " + v.message()).sorted().toList());
  }

  private static String json(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String document() {
    boolean isWhole = line.startsWith("build:") || line.startsWith("image:");
    String image = isWhole ? "" : "image: \"web:1\"" + (line.isEmpty() ? "" : ", ");
    return "{name: shop, services: {web: {"
        + image
        + line
        + "}, db: {image: \"db:1\", healthcheck: {test: ready}}}, volumes: {data: {}},"
        + " networks: {back: {}}, secrets: {key: {file: /keys/key}},"
        + " configs: {conf: {content: text}}}";
  }

  private AppDraft manifest() {
    return ManifestReader.read(document()).drafts().getFirst();
  }

  public App app() {
    return manifest().app();
  }

  private Service service() {
    return app().service("web");
  }

  /** What answers and stored manifests have. */
  public Map<?, ?> written() {
    return web(AppWriter.spec(app()));
  }

  private Map<?, ?> composed() {
    return web(ComposeWriter.of(app(), app()));
  }

  private static Map<?, ?> web(Map<String, ?> document) {
    return document.get("services") instanceof Map<?, ?> services
            && services.get("web") instanceof Map<?, ?> web
        ? web
        : Map.of();
  }

  private ComposeResult compose() {
    return ComposeReader.read(
        ComposeProject.of(
            "/work/compose.yaml",
            path ->
                path.equals("/work/compose.yaml")
                    ? new ProjectFiles.File(document())
                    : new ProjectFiles.Missing()));
  }

  /** Empty where a Compose file says the same as a manifest. */
  private Object ofCompose() {
    ComposeResult result = compose();
    if (!result.problems().isEmpty() || !result.draft().violations().isEmpty()) {
      return "refused: "
          + json(result.problems().stream().map(p -> p.path() + ": " + p.message()).toList())
          + sorted(result.draft().violations());
    }
    Map<?, ?> base = web(AppWriter.spec(PLAIN.compose().draft().app()));
    Map<String, Object> read = difference(base, web(AppWriter.spec(result.draft().app())));
    Map<String, Object> manifest = difference(PLAIN.written(), written());
    return difference(manifest, read);
  }

  public Blueprint blueprint() {
    World world = new World();
    world.image("web", "sha256:w");
    world.image("db", "sha256:d");
    return new Blueprints("me", Samples.desired(app()), world.snapshot()).of(service(), 1);
  }

  private ContainerSettings settings() {
    return blueprint().settings();
  }

  /** What its fingerprint is made of, but for image and files. */
  public Map<String, String> fields() {
    return FingerprintFields.of(settings());
  }

  private Map<String, Object> body() {
    Map<String, Object> body = new TreeMap<>(EngineRoundTrip.body(settings()));
    if (body.remove("HostConfig") instanceof Map<?, ?> host) {
      host.forEach((key, value) -> body.put("HostConfig." + key, value));
    }
    if (body.get("Labels") instanceof Map<?, ?> labels) {
      Map<String, Object> own = new TreeMap<>();
      labels.forEach((key, value) -> own.put(String.valueOf(key), value));
      own.keySet().removeIf(label -> label.endsWith(".fingerprint") || label.contains("hash"));
      body.put("Labels", own);
    }
    return body;
  }

  private ContainerView made() {
    return EngineRoundTrip.made(settings());
  }

  private static List<String> drifts(ContainerSettings wanted, ContainerView seen) {
    List<Drift> drifts =
        new ArrayList<>(Drifts.ofSettings(wanted, ImageDefaults.NONE, seen, Set.of()));
    Map<String, NetworkView> networks = new TreeMap<>();
    for (ContainerSettings.Endpoint endpoint : wanted.network().endpoints()) {
      String name = endpoint.network();
      networks.put(name, new NetworkView(name, name, Network.PLAIN, new TreeMap<>()));
    }
    drifts.addAll(Drifts.ofNetworks(wanted, networks, seen));
    return drifts.stream().map(drift -> drift.repair() + " " + drift).toList();
  }

  private Map<String, Object> adopted() {
    ContainerView seen = made();
    return new ServiceFromContainer(
            seen, ImageDefaults.NONE, new VolumeFromEngine("shop", List.of()))
        .service();
  }

  /** What the second has that the first has not; what it lacks is told as nothing. */
  private static Map<String, Object> difference(Map<?, ?> before, Map<?, ?> after) {
    Map<String, Object> difference = new TreeMap<>();
    Set<Object> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (Object key : keys) {
      Object have = after.get(key);
      if (have == null) {
        difference.put(key.toString(), "(nothing)");
      } else if (!json(have)
          .equals(json(before.containsKey(key) ? before.get(key) : "(nothing)"))) {
        difference.put(key.toString(), have);
      }
    }
    return difference;
  }
}
