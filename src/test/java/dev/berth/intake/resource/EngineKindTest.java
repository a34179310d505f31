package dev.berth.intake.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.port.EngineSights;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.EngineSpec;
import dev.berth.state.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineKindTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private List<String> apps = List.of();
  private EngineSights.Sight sight = EngineSights.Sight.NONE;
  private final List<String> changed = new ArrayList<>();
  private final EngineKind kind =
      new EngineKind(
          new EngineSights() {
            @Override
            public Sight of(String engine) {
              return sight;
            }

            @Override
            public List<String> apps(String engine) {
              return apps;
            }

            @Override
            public void changed(String engine) {
              changed.add(engine);
            }
          });

  private Validated<Map<String, Object>> check(String name, Map<String, Object> spec) {
    return kind.check(
        new ResourceDraft(
            "Engine", name, new TreeMap<>(), new TreeMap<>(), "spec", spec, List.of()),
        Optional.empty());
  }

  private List<Violation> wrong(String name, Map<String, Object> spec) {
    return check(name, spec) instanceof Validated.Invalid<Map<String, Object>> invalid
        ? invalid.violations()
        : List.of();
  }

  private static Resource stored(Map<String, Object> spec) {
    return new Resource("Engine", "e2", "u", 1, 1, new TreeMap<>(), new TreeMap<>(), "", spec, NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:///var/run/docker.sock",
        "tcp://10.0.0.1:2376",
        "tcp://cellar.example:2375",
        "tcp://[::1]:2376"
      })
  void hostsThatCanBeReached(String host) {
    assertThat(wrong("e2", Map.of("host", host))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ssh://far,           ssh://USER@HOST",
    "ssh://me@far:0x,     ssh://USER@HOST",
    "ssh://me@far:70000,  ssh://USER@HOST",
    "ssh://me@far/a b,    ssh://USER@HOST",
    "ssh://me@far/$(x),   ssh://USER@HOST",
    "ssh://-oProxyCommand=x@far, ssh://USER@HOST",
    "npipe:////./pipe/x,  unix:///PATH",
    "tcp://far,           tcp://HOST:PORT",
    "tcp://far:0,         tcp://HOST:PORT",
    "tcp://far:70000,     tcp://HOST:PORT",
    "tcp://far:1/x,       tcp://HOST:PORT",
    "unix://,             unix:///PATH",
    "'',                  unix:///PATH",
  })
  void hostsThatCannot(String host, String wayOut) {
    assertThat(wrong("e2", Map.of("host", host)))
        .filteredOn(violation -> !violation.path().equals("spec.ssh"))
        .singleElement()
        .satisfies(violation -> assertThat(violation.path()).isEqualTo("spec.host"))
        .satisfies(violation -> assertThat(violation.message()).contains(wayOut));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://me@far", "ssh://me@far.example:2222/run/user/1000/docker.sock"})
  void overSshAKeyIsNeeded(String host) {
    assertThat(wrong("e2", Map.of("host", host)))
        .extracting(Violation::path)
        .containsExactly("spec.ssh");
    Map<String, Object> spec = Map.of("host", host, "ssh", Map.of("secret", "far-ssh"));
    assertThat(check("e2", spec)).isEqualTo(new Validated.Valid<>(spec));
    assertThat(EngineSpec.of(stored(spec)).ssh()).contains("far-ssh");
    assertThat(EngineSpec.of(stored(spec)).machine()).startsWith("far");
  }

  @Test
  void whatProvesOneIsForItsSchemeAlone() {
    Map<String, Object> secret = Map.of("secret", "s");
    assertThat(wrong("e2", Map.of("host", "tcp://h:1", "ssh", secret)))
        .extracting(Violation::path)
        .containsExactly("spec.ssh");
    assertThat(wrong("e2", Map.of("host", "ssh://me@h", "ssh", secret, "tls", secret)))
        .extracting(Violation::path)
        .containsExactly("spec.tls");
    assertThat(wrong("e2", Map.of("host", "ssh://me@h", "ssh", Map.of("key", "s"))))
        .extracting(Violation::path)
        .containsExactly("spec.ssh");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThat(wrong("local", Map.of("tls", "x", "type", "pod", "suspend", "no", "port", 1)))
        .extracting(Violation::path)
        .containsExactlyInAnyOrder(
            "metadata.name", "spec.host", "spec.tls", "spec.type", "spec.suspend", "spec.port");
  }

  @Test
  void whatIsUsualIsNotKept() {
    Map<String, Object> spec =
        Map.of("host", "tcp://h:1", "tls", Map.of("secret", "s"), "type", "auto", "suspend", false);
    assertThat(check("e2", spec))
        .isEqualTo(
            new Validated.Valid<>(Map.of("host", "tcp://h:1", "tls", Map.of("secret", "s"))));
    EngineSpec read =
        EngineSpec.of(stored(Map.of("host", "tcp://h:1", "tls", Map.of("secret", "s"))));
    assertThat(read)
        .isEqualTo(
            new EngineSpec(
                "e2",
                "tcp://h:1",
                Optional.of("s"),
                Optional.empty(),
                false,
                new TreeMap<>(),
                Optional.empty(),
                false));
    assertThat(read.machine()).isEqualTo("h");
    assertThat(EngineSpec.of(stored(Map.of("host", "unix:///x", "suspend", true))))
        .satisfies(engine -> assertThat(engine.suspend()).isTrue())
        .satisfies(engine -> assertThat(engine.machine()).isEqualTo("localhost"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reg.example", "reg.example:5000/team", "10.0.0.5:5000", "localhost:5000/a/b_c"})
  void theRegistryOfASwarmIsAHostWithAPath(String registry) {
    Map<String, Object> spec =
        new TreeMap<>(Map.of("host", "tcp://h:1", "type", "swarm", "registry", registry));
    assertThat(check("e2", spec)).isEqualTo(new Validated.Valid<>(spec));
    assertThat(EngineSpec.of(stored(spec)).registry()).contains(registry);

    spec.put("type", "docker");
    assertThat(wrong("e2", spec)).extracting(Violation::path).containsExactly("spec.registry");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://reg.example",
        "reg.example/",
        "reg.example/Team",
        "a b",
        "h:x/a",
        "-a"
      })
  void whatIsNoRegistryIsRefused(String registry) {
    assertThat(wrong("e2", Map.of("host", "tcp://h:1", "type", "swarm", "registry", registry)))
        .extracting(Violation::path)
        .containsExactly("spec.registry");
  }

  @Test
  void nodesOfASwarmAreNamedWithTheirHosts() {
    Map<String, Object> spec = new TreeMap<>(Map.of("host", "tcp://h:1", "type", "swarm"));
    spec.put("nodes", Map.of("n2", "tcp://n2:2376", "n3", "unix:///run/n3.sock"));
    assertThat(check("e2", spec)).isEqualTo(new Validated.Valid<>(spec));
    assertThat(EngineSpec.of(stored(spec)).nodes()).containsEntry("n2", "tcp://n2:2376");

    spec.put("nodes", Map.of("n2", "n2:2376", "no name", "tcp://h:1"));
    assertThat(wrong("e2", spec))
        .extracting(Violation::path)
        .containsExactlyInAnyOrder("spec.nodes.n2", "spec.nodes.no name");
    spec.put("nodes", "n2");
    assertThat(wrong("e2", spec)).extracting(Violation::path).containsExactly("spec.nodes");
    spec.put("nodes", Map.of());
    spec.put("type", "docker");
    assertThat(wrong("e2", spec)).extracting(Violation::path).containsExactly("spec.nodes");
  }

  @Test
  void oneThatIsUsedCannotGo() {
    Resource engine = stored(Map.of("host", "unix:///x"));
    assertThat(kind.removalObstacle(engine)).isEmpty();
    apps = List.of("a", "b");
    assertThat(kind.removalObstacle(engine).orElse("")).contains("a, b", "placement.engine");
    kind.changed("e2");
    assertThat(changed).containsExactly("e2");
  }

  @Test
  void aStatusTellsWhatWasSeenLastAndWhyNoMore() {
    sight =
        new EngineSights.Sight(
            true,
            Optional.of(new EngineSights.Identity("28.1", 4, 1024, Optional.empty())),
            Optional.of(NOW),
            "");
    assertThat(kind.status(stored(Map.of("host", "unix:///x"))))
        .containsEntry("reachable", true)
        .containsEntry("version", "28.1")
        .containsEntry("lastSeen", NOW.toString())
        .containsEntry("capacity", Map.of("cpus", 4, "memory", 1024L))
        .doesNotContainKey("message");
    sight = sight.lost("connection refused");
    assertThat(kind.status(stored(Map.of("host", "unix:///x"))))
        .containsEntry("reachable", false)
        .containsEntry("version", "28.1")
        .containsEntry("message", "connection refused");
  }
}
