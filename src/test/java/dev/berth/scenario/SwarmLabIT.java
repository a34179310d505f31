package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The laboratory is a Swarm as others are, and leaves nothing. */
class SwarmLabIT {

  @Test
  void whatCannotBeStartedLeavesNothing() throws Exception {
    List<Path> before = left(); // By a run that was killed, say.

    assertThatThrownBy(() -> SwarmLab.start(1, "sk-nobody-has-this:1"))
        .hasStackTraceContaining("reference does not exist");

    assertThat(left()).isEqualTo(before);
  }

  private static List<Path> left() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String where : List.of(System.getProperty("java.io.tmpdir"), "/sys/fs/cgroup/memory")) {
      try (DirectoryStream<Path> labs = Files.newDirectoryStream(Path.of(where), "berth-swarm*")) {
        labs.forEach(all::add);
      }
    }
    return all;
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
