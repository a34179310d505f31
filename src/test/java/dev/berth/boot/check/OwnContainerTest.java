package dev.berth.boot.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which container Berth runs, as the kernel tells of its mounts. */
class OwnContainerTest {
  private static final String ID = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/lib/docker/containers/%s/hostname /etc/hostname rw - ext4 /dev/sda1 rw",
        "/docker/containers/%s/resolv.conf /etc/resolv.conf rw - xfs /dev/sdb rw",
        "/home/u/.local/share/docker/containers/%s/hosts /etc/hosts rw - ext4 /dev/sda1 rw",
        "/var/lib/containers/storage/overlay-containers/%s/userdata/hosts /etc/hosts rw - xfs x rw"
      })
  void isToldByTheFilesThatTheEngineMounts(String line) {
    String mounts = "1 2 0:1 / / rw - overlay overlay rw\n3 1 8:1 " + line.formatted(ID) + "\n";

    assertThat(OwnContainer.id(mounts)).contains(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1 2 8:1 / / rw - ext4 /dev/sda1 rw",
        "1 2 8:1 /containers/x/hosts /etc/hosts rw"
      })
  void isNoneOutsideOfContainers(String mounts) {
    assertThat(OwnContainer.id(mounts)).isEmpty();
  }
}
