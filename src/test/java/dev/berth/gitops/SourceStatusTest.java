package dev.berth.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.gitops.SourceStatus.SourceCondition;
import dev.berth.json.JsonTree;
import dev.berth.status.Condition.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceStatusTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00.123456Z");

  private static SourceStatus synced() {
    return new SourceStatus(
        3,
        Optional.of("abc"),
        Optional.of("abd"),
        Optional.of(NOON),
        Optional.of(NOON.plusSeconds(1)),
        Optional.of(NOON.plusSeconds(60)),
        2,
        List.of(Map.of("file", "a.yaml", "result", "applied", "apps", List.of("a"))),
        List.of("a", "b"),
        List.of("b"),
        Optional.of(new SourceCondition(Verdict.FALSE, "FilesFailed", "1 of 2", NOON, 3)),
        Optional.of(new SourceCondition(Verdict.TRUE, "FilesFailed", "1 of 2", NOON, 3)));
  }

  private static Map<String, Object> tree(String json) {
    Map<String, Object> tree = new HashMap<>();
    JsonTree.read(json).orElseThrow().forEach((key, value) -> tree.put(String.valueOf(key), value));
    return tree;
  }

  @Test
  void whatIsKeptReadsAsTheSame() {
    SourceStatus read = SourceStatus.of(tree(JsonTree.write(synced().tree())));

    assertThat(read).isEqualTo(synced());
  }

  @Test
  void beforeTheFirstSyncThereIsNoCondition() {
    assertThat(SourceStatus.NONE.tree())
        .containsEntry("observedGeneration", 0L)
        .containsEntry("lastSync", null)
        .containsEntry("apps", List.of())
        .containsEntry("conditions", List.of());
    assertThat(SourceStatus.NONE.isSynced()).isFalse();
    assertThat(SourceStatus.NONE.reason()).isEmpty();
  }

  /** As Berth wrote it before there were {@code failures} and {@code kept}. */
  @Test
  void whatAnOlderBerthLeftOutIsNothing() {
    Map<String, Object> condition = Map.of("type", "Synced", "status", "True", "reason", "Synced");

    SourceStatus read =
        SourceStatus.of(Map.of("revision", "abc", "conditions", List.of(condition, "rubbish")));

    assertThat(read.isSynced()).isTrue();
    assertThat(read.revision()).contains("abc");
    assertThat(read.failures()).isZero();
    assertThat(read.stalled()).isEmpty();
  }
}
