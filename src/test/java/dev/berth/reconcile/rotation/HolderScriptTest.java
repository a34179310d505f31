package dev.berth.reconcile.rotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Rotation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is made of HAProxy's words, by the shell and awk that a holder has. */
class HolderScriptTest {
  private static final String HERE = "127.0.0.1";
  private static final String ELSEWHERE = "10.9.9.9";

  /** A row of {@code show servers state}: slot 1 of a backend, which is in for so many seconds. */
  private static String server(String backend, String address, int seconds) {
    return "2 %s 1 s1 %s 2 0 1 1 %d 6 3 4 6 0 0 0 localhost 80"
        .formatted(backend, address, seconds);
  }

  /** A row of {@code show stat}. */
  private static String stat(String backend, String status) {
    return backend + ",s1," + "0,".repeat(15) + status + "," + "0,".repeat(50);
  }

  /** Whether slot 1 counts as one that can be reached. */
  private static boolean isUp(String... rows) throws IOException, InterruptedException {
    String said = List.of(rows).stream().collect(Collectors.joining("\n", "", "\n"));
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var unused = Thread.ofVirtual().start(() -> answer(door, said));
      String script =
          HolderScript.READ.replace(
              Integer.toString(Rotation.CONTROL), Integer.toString(door.getLocalPort()));
      Process shell =
          new ProcessBuilder("sh", "-c", script, "sh", "web-holder")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(shell.getInputStream().readAllBytes(), UTF_8);
      assertThat(shell.waitFor()).isZero();
      assertThat(text).startsWith("1 localhost READY 1 ");
      return text.startsWith("1 localhost READY 1 1 ");
    }
  }

  private static void answer(ServerSocket door, String said) {
    try (Socket asked = door.accept()) {
      asked.getInputStream().read();
      asked.getOutputStream().write(said.getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoHasJustComeInIsUpOnlyAtAnAddressOfItsName() throws Exception {
    assertThat(isUp(server("h0", HERE, 1), stat("h0", "UP"))).isTrue();
    assertThat(isUp(server("h0", ELSEWHERE, 1), stat("h0", "UP"))).isFalse();
    assertThat(isUp(server("h0", "-", 1), stat("h0", "UP"))).isFalse();
  }

  @Test
  void whoIsInForLongIsTakenAtHisWord() throws Exception {
    assertThat(isUp(server("h0", ELSEWHERE, 60), stat("h0", "UP"))).isTrue();
  }

  @Test
  void bothMannersOfAPortHaveToBeUp() throws Exception {
    String[] both = {server("h0", HERE, 60), server("t0", HERE, 60)};

    assertThat(isUp(both[0], both[1], stat("h0", "UP"), stat("t0", "UP"))).isTrue();
    assertThat(isUp(both[0], both[1], stat("h0", "DOWN"), stat("t0", "UP"))).isFalse();
    assertThat(isUp(both[0], both[1], stat("h0", "UP"), stat("t0", "DOWN"))).isFalse();
  }

  @Test
  void aPortThatNobodyServesHoldsUpNobody() throws Exception {
    String[] two = {server("h0", HERE, 60), server("h1", HERE, 60)};

    assertThat(isUp(two[0], two[1], stat("h0", "UP"), stat("h1", "DOWN"))).isTrue();
  }
}
