package dev.berth.reconcile.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.reconcile.probe.ListeningPorts.View;
import org.junit.jupiter.api.Test;

class ListeningPortsTest {
  /** As a container shows it that listens on 0.0.0.0:80, 127.0.0.1:81, [::]:82 and [::1]:83. */
  private static final String TABLE =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1
         1: 0100007F:0051 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2
         2: 020011AC:0054 010011AC:9C40 01 00000000:00000000 00:00000000 00000000     0        0 3
        sl  local_address                         remote_address                        st tx_queue
         0: 00000000000000000000000000000000:0052 00000000000000000000000000000000:0000 0A 00000000:0
         1: 00000000000000000000000001000000:0053 00000000000000000000000000000000:0000 0A 00000000:0
      """;

  @Test
  void seesWhatOthersCanReach() {
    assertThat(ListeningPorts.view(TABLE, 80)).isEqualTo(View.LISTENING);
    assertThat(ListeningPorts.view(TABLE, 82)).isEqualTo(View.LISTENING);
  }

  @Test
  void doesNotCountWhatOnlyTheContainerReaches() {
    assertThat(ListeningPorts.view(TABLE, 81)).isEqualTo(View.CLOSED);
    assertThat(ListeningPorts.view(TABLE, 83)).isEqualTo(View.CLOSED);
  }

  @Test
  void aConnectionIsNobodyListening() {
    assertThat(ListeningPorts.view(TABLE, 84)).isEqualTo(View.CLOSED);
  }

  @Test
  void anErrorIsNoTable() {
    assertThat(ListeningPorts.view("cat: not found", 80)).isEqualTo(View.HIDDEN);
  }

  /** 80 is listened on, at all addresses, and somebody is connected to it. */
  @Test
  void whoIsConnectedToWhatIsListenedOnAsks() {
    String asked = TABLE.replace("020011AC:0054", "020011AC:0050");

    assertThat(ListeningPorts.isAsked(TABLE)).isFalse();
    assertThat(ListeningPorts.isAsked(asked)).isTrue();
    assertThat(ListeningPorts.isAsked(asked.replace(" 01 ", " 06 "))).isFalse();
    assertThat(ListeningPorts.isAsked("cat: not found")).isTrue();
  }
}
