package dev.berth.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code kubectl get sources} must tell what is there, and how the last sync went. */
class SourceCellsTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  @Test
  void showsRevisionStateAndLastSync() {
    Map<String, Object> status =
        Map.of(
            "revision", "0123456789abcdef0123456789abcdef01234567",
            "lastSync", "2026-11-28T11:59:30Z",
            "conditions", List.of(Map.of("type", "Synced", "reason", "FilesFailed")));

    assertThat(SourceCells.of("shop", status, NOW.minusSeconds(60), NOW))
        .containsExactly("shop", "0123456789ab", "FilesFailed", "30s", "60s");
  }

  @Test
  void showsThatNothingWasSyncedYet() {
    assertThat(SourceCells.of("shop", Map.of("conditions", List.of()), NOW, NOW))
        .containsExactly("shop", "<none>", "Pending", "<none>", "0s");
  }
}
