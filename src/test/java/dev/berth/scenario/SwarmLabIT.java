package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The laboratory is a Swarm as others are, and leaves nothing. */
class SwarmLabIT {

  @Test
  void whatCannotBeStartedLeavesNothing() throws Exception {
    assertThatThrownBy(() -> SwarmLab.start(1, "sk-nobody-has-this:1"))
        .hasStackTraceContaining("reference does not exist");

    try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .noneMatch(name -> name.startsWith("berth-swarm"));
    }
    try (Stream<Path> groups = Files.list(Path.of("/sys/fs/cgroup/memory"))) {
      assertThat(groups.map(group -> group.getFileName().toString()))
          .noneMatch(name -> name.startsWith("berth-swarm"));
    }
  }

  @Test
  void aMachineLosesItsPowerAndComesBack() throws Exception {
    try (SwarmLab lab = SwarmLab.start(1, "alpine:3")) {
      assertThat(
              lab.docker(
                      "service create --detach --name sk-sleep --replicas 3 --no-resolve-image"
                          + " --endpoint-mode dnsrr alpine:3 sleep 100000")
                  .exit())
          .isZero();
      await()
          .atMost(LabMachine.LIMIT)
          .until(() -> lab.running("sk-sleep").equals(List.of("n1", "n2", "n3")));

      lab.node(2).powerOff();
      lab.awaitNodes(List.of("Ready", "Down", "Ready"));
      await().atMost(LabMachine.LIMIT).until(() -> !lab.running("sk-sleep").contains("n2"));
      await().atMost(LabMachine.LIMIT).until(() -> lab.running("sk-sleep").size() == 3);

      lab.node(2).powerOn();
      lab.awaitNodes(List.of("Ready", "Ready", "Ready"));
      lab.availability(3, "drain");
      await().atMost(LabMachine.LIMIT).until(() -> lab.running("sk-sleep").contains("n2"));
    }
  }
}
