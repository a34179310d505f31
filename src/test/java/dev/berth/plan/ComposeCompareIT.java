package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.compose.ComposeProject;
import dev.berth.compose.ComposeReader;
import dev.berth.compose.ComposeResult;
import dev.berth.compose.ProjectFiles;
import dev.berth.engine.CallMeter;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.FileText;
import dev.berth.engine.docker.DockerEngine;
import dev.berth.observe.ImageState;
import dev.berth.observe.Ownership;
import dev.berth.observe.Snapshot;
import dev.berth.spec.App;
import dev.berth.spec.DataLoss;
import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import dev.berth.state.DesiredApp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The containers that Berth makes of Compose files that nobody here wrote equal those that Docker
 * Compose makes of them, by {@code docker inspect}. Nothing is started. {@code -Dcompare.files=40}
 * takes so many of them; each costs about five seconds.
 */
class ComposeCompareIT {
  private static final Path CORPORA =
      Path.of("..", "shared", "corpora").toAbsolutePath().normalize();
  private static final String PROJECT = "keyscmp";
  private static final String STAND_IN = "alpine:3";
  private static final int MOST_SERVICES = 4;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> tagged = new ArrayList<>();

  private final ContainerEngine engine =
      new DockerEngine(Optional.empty(), Duration.ofSeconds(60), CallMeter.NONE);

  @BeforeAll
  static void needsCompose() {
    Assumptions.assumeFalse(
        System.getProperty("compare.files", "").isEmpty(), "asked for by dev/compare-compose only");
    Assumptions.assumeTrue(
        compose().isPresent() && Files.exists(CORPORA),
        "Docker Compose or the corpora are missing");
  }

  @AfterAll
  static void untag() throws Exception {
    for (String tag : tagged) {
      run(List.of("docker", "rmi", "--no-prune", tag));
    }
  }

  private static Optional<Path> compose() {
    return Stream.of(
            "target/compose/usr/libexec/docker/cli-plugins/docker-compose",
            "/usr/libexec/docker/cli-plugins/docker-compose",
            "/usr/lib/docker/cli-plugins/docker-compose")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Test
  void whatBerthMakesIsWhatComposeMakes() throws Exception {
    int wanted = Integer.getInteger("compare.files", 12);
    List<String> differences = new ArrayList<>();
    List<String> compared = new ArrayList<>();
    for (Path file : candidates()) {
      if (compared.size() < wanted && read(file).isPresent()) {
        compare(file, read(file).get().draft().app(), differences, compared);
      }
    }
    assertThat(compared).hasSizeGreaterThanOrEqualTo(wanted);
    assertThat(differences).as(String.join("\n", differences)).isEmpty();
  }

  private static List<Path> candidates() throws IOException {
    return Files.readAllLines(CORPORA.resolve("compose.tsv")).stream()
        .filter(line -> line.startsWith("ok\t"))
        .map(line -> CORPORA.resolve("compose").resolve(line.substring(3)))
        .toList();
  }

  /** Files whose services all have an image, not too many of them. */
  private static Optional<ComposeResult> read(Path file) {
    ComposeResult result =
        ComposeReader.read(
            ComposeProject.of(file.toString(), ComposeCompareIT::look)
                .named(PROJECT)
                .withHome(System.getProperty("user.home")));
    App app = result.draft().app();
    boolean fits =
        result.isGood()
            && result.draft().violations().isEmpty()
            && app.services().size() <= MOST_SERVICES
            && app.services().values().stream()
                .allMatch(s ->
                    s.image() instanceof ImageSource.Registry r && !r.reference().contains("@"))
            && app.volumes().values().stream()
                .allMatch(v -> v.external().isEmpty() && v.driver().isEmpty())
            && app.networks().values().stream().noneMatch(n -> n.external());
    return fits ? Optional.of(result) : Optional.empty();
  }

  private static ProjectFiles.Entry look(String path) {
    try {
      Path file = Path.of(path);
      if (Files.isDirectory(file)) {
        return new ProjectFiles.Folder();
      }
      return Files.exists(file)
          ? new ProjectFiles.File(Files.readString(file))
          : new ProjectFiles.Missing();
    } catch (IOException e) {
      return new ProjectFiles.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private void compare(Path file, App app, List<String> differences, List<String> compared)
      throws Exception {
    tag(app);
    Map<String, SortedMap<String, String>> theirs = ofCompose(file);
    if (theirs.isEmpty()) {
      return;
    }
    Map<String, SortedMap<String, String>> ours = ofBerth(app);
    String name = CORPORA.resolve("compose").relativize(file).toString();
    compared.add(name);
    theirs.forEach((service, want) -> {
      SortedMap<String, String> have = ours.getOrDefault(service, new TreeMap<>());
      SortedMap<String, String> paths = new TreeMap<>(want);
      paths.putAll(have);
      paths.keySet().stream()
          .filter(path -> !want.getOrDefault(path, "").equals(have.getOrDefault(path, "")))
          .forEach(path ->
              differences.add(
                  name
                      + " "
                      + service
                      + " "
                      + path
                      + ": compose "
                      + want.getOrDefault(path, "nothing")
                      + ", berth "
                      + have.getOrDefault(path, "nothing")));
    });
  }

  private static void tag(App app) throws Exception {
    for (Service service : app.services().values()) {
      String image = ((ImageSource.Registry) service.image()).reference();
      if (!run(List.of("docker", "image", "inspect", "-f", "{{.Id}}", image)).ok()) {
        assertThat(run(List.of("docker", "tag", STAND_IN, image)).ok()).as(image).isTrue();
        tagged.add(image);
      }
    }
  }

  /** Of each service by name; empty where Compose itself cannot make them. */
  private static Map<String, SortedMap<String, String>> ofCompose(Path file) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(compose().orElseThrow().toString(), "-p", PROJECT, "-f", file.toString()));
    List<String> create = new ArrayList<>(words);
    create.addAll(List.of("create", "--no-build", "--pull", "never"));
    try {
      Said said = run(create);
      return said.ok()
          ? inspect("com.docker.compose.service", "label=com.docker.compose.project=" + PROJECT)
          : Map.of();
    } finally {
      List<String> down = new ArrayList<>(words);
      down.addAll(List.of("down", "-v", "-t", "0"));
      run(down);
    }
  }

  private Map<String, SortedMap<String, String>> ofBerth(App app) throws Exception {
    DesiredApp desired = Samples.desired(app);
    try {
      for (int round = 0; round < 4; round++) {
        Plan plan =
            new Planner("keyscmp").plan(desired, snapshot(app), Restarts.NONE, Instant.now());
        plan.steps().forEach(step -> make(step.action()));
      }
      return inspect(Ownership.SERVICE, "label=" + Ownership.APP + "=" + PROJECT);
    } finally {
      Map<String, String> own = Map.of(Ownership.APP, PROJECT);
      engine.containers(own).forEach(c -> engine.remove(c.id()));
      engine.networks(own).forEach(n -> engine.removeNetwork(n.id()));
      engine
          .volumes(own)
          .forEach(v -> engine.removeVolume(v.name(), DataLoss.asked(true).orElseThrow()));
    }
  }

  private Snapshot snapshot(App app) {
    Map<String, String> own = Map.of(Ownership.APP, PROJECT);
    TreeMap<String, ImageState> images = new TreeMap<>();
    app.services()
        .forEach((name, service) -> {
          String reference = ((ImageSource.Registry) service.image()).reference();
          images.put(
              name, new ImageState.Present(reference, engine.image(reference).orElseThrow()));
        });
    return new Snapshot(
        engine.containers(own),
        engine.networks(own),
        engine.volumes(own),
        images,
        java.util.Set.of());
  }

  private void make(Action action) {
    switch (action) {
      case NetworkAction.CreateNetwork a -> engine.createNetwork(a.name(), a.network(), a.labels());
      case Action.CreateVolume a ->
          engine.createVolume(
              a.name(), a.volume().driver(), a.volume().driverOptions(), a.labels());
      case Action.CreateContainer a -> engine.createContainer(a.settings());
      case NetworkAction.Connect a -> engine.connect(a.container(), a.endpoint());
      case Action.PlaceFiles a -> engine.place(a.container(), texts(a.files()));
      default -> {}
    }
  }

  private static List<FileText> texts(Map<GivenFile, FileSource> files) {
    List<FileText> texts = new ArrayList<>();
    files.forEach((file, source) ->
        texts.add(new FileText(file.path(), String.valueOf(source), 0, 0, 0444, false)));
    return texts;
  }

  private static Map<String, SortedMap<String, String>> inspect(String label, String filter)
      throws Exception {
    Map<String, SortedMap<String, String>> found = new TreeMap<>();
    String ids =
        run(List.of("docker", "ps", "-aq", "--no-trunc", "--filter", filter)).text().strip();
    for (String id : ids.lines().toList()) {
      JsonNode container = JSON.readTree(run(List.of("docker", "inspect", id)).text()).get(0);
      SortedMap<String, String> flat = new TreeMap<>();
      Inspected.flatten(container, id, flat);
      found.put(container.at("/Config/Labels").path(label).asText(), flat);
    }
    return found;
  }

  private record Said(boolean ok, String text) {}

  private static Said run(List<String> words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      return new Said(ended && process.exitValue() == 0, said);
    }
  }
}
