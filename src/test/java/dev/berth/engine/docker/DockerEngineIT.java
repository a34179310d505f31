package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.CallMeter;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineContract;
import dev.berth.engine.EngineException;
import dev.berth.engine.Logins;
import dev.berth.engine.OrderGate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real engine keeps the contract, and fails as the port says. A missing engine is a failure.
 */
class DockerEngineIT extends EngineContract {
  @TempDir Path folder;

  @Override
  protected ContainerEngine engine() {
    return behind(OrderGate.OPEN);
  }

  private static ContainerEngine behind(OrderGate gate) {
    return new DockerEngine(
        EngineAccess.ofSurroundings(Optional.empty()).behind(gate),
        Duration.ofSeconds(30),
        CallMeter.NONE,
        new Registries(Logins.NONE, Map.of()),
        new BuildRules(BuildRules.Builder.CLASSIC, Optional.empty(), BuildRules.USUAL.longest()));
  }

  @Override
  protected String image() {
    return "alpine:3";
  }

  private static ByteArrayInputStream context(String dockerfile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] text = dockerfile.getBytes(StandardCharsets.UTF_8);
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("Dockerfile");
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static BuildRequest request(String tag) {
    return new BuildRequest(
        tag, "Dockerfile", new TreeMap<>(), Optional.empty(), new TreeMap<>(), false, false);
  }

  @Test
  void aFailingStepIsNamed() throws IOException {
    List<String> log = new ArrayList<>();
    try (ContainerEngine engine = engine()) {
      ByteArrayInputStream context = context("FROM alpine:3\nRUN echo told && exit 3\n");

      assertThatThrownBy(() -> engine.build(request("berth-test/fails:1"), context, log::add))
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.BUILD_FAILED))
          .hasMessageContaining("Step 2/2 : RUN echo told && exit 3");
      assertThat(log).contains("told");
    }
  }

  @Test
  void aHungEngineIsTimedOut() throws IOException {
    Path socket = folder.resolve("silent.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      try (ContainerEngine engine =
          new DockerEngine(
              Optional.of("unix://" + socket), Duration.ofMillis(500), CallMeter.NONE)) {
        assertThatThrownBy(engine::info)
            .isInstanceOfSatisfying(
                EngineException.class,
                e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.TIMEOUT));
      }
    }
  }

  @Test
  void aMissingEngineIsUnreachable() {
    try (ContainerEngine engine =
        new DockerEngine(
            Optional.of("unix://" + folder.resolve("none.sock")),
            Duration.ofSeconds(5),
            CallMeter.NONE)) {
      assertThatThrownBy(engine::info)
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.UNREACHABLE));
    }
  }

  @Test
  void behindAGateThatShutsItGoesOnAnswering() {
    List<String> held = new ArrayList<>();
    try (ContainerEngine engine = behind(order -> !held.add(order))) {
      assertThatThrownBy(() -> engine.createNetwork("berth-test-gated", new TreeMap<>()))
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.UNREACHABLE));

      assertThat(held).singleElement().asString().contains("POST /v", "/networks/create");
      assertThat(engine.network("berth-test-gated")).isEmpty();
      assertThat(engine.info().version()).isNotEmpty();
    }
  }
}
