package dev.berth.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.state.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What was written of who did what can be neither changed nor taken out unseen, nor fill a disk.
 */
class AuditFileTest {
  @TempDir Path home;

  /** As the database remembers it. */
  private @Nullable String end;

  private void write(int from, int to, long mostBytes) {
    AuditFile file = file(mostBytes);
    for (int i = from; i < to; i++) {
      write(file, i);
    }
  }

  private AuditFile file(long mostBytes) {
    return new AuditFile(home.resolve("audit.jsonl"), "mine", mostBytes, Optional.ofNullable(end));
  }

  private void write(AuditFile file, int i) {
    AuditEntry entry =
        new AuditEntry(
            0,
            Instant.EPOCH.plusSeconds(i),
            "who \"" + i,
            "unix:root",
            "PUT /v1/apps/ü" + i,
            200,
            Optional.of("a" + i),
            Optional.empty());
    end = file.append(entry).getLast().digest();
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(home.resolve("audit.jsonl")));
  }

  private List<String> breaks() throws IOException {
    return AuditChain.check(home).breaks();
  }

  @Test
  void isWholeOverRestartsAndNewFiles() throws Exception {
    write(0, 10, 1000);
    write(10, 20, 1000);

    AuditChain.Verdict verdict = AuditChain.check(home);

    assertThat(verdict.breaks()).isEmpty();
    assertThat(lines().getLast()).contains(verdict.last(), "who \\\"19");
    assertThat(home.resolve("audit.jsonl.1")).exists();
    assertThat(Files.getPosixFilePermissions(home.resolve("audit.jsonl"))).hasSize(2);
  }

  @Test
  void growsNoFurtherThanItMay() throws Exception {
    write(0, 500, 2000);

    try (var all = Files.list(home)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1");
    }
    assertThat(Files.size(home.resolve("audit.jsonl"))).isLessThan(2500);
    assertThat(Files.size(home.resolve("audit.jsonl.1"))).isLessThan(2500);
    assertThat(breaks()).isEmpty();
  }

  @Test
  void whatWasChangedIsFound() throws Exception {
    write(0, 5, 100_000);
    List<String> lines = lines();
    lines.set(2, lines.get(2).replace("who \\\"2", "who \\\"x"));
    Files.write(home.resolve("audit.jsonl"), lines);

    assertThat(breaks()).containsExactly("audit.jsonl line 3 was changed, or what stood before it");
  }

  @Test
  void whatWasTakenOutOrMovedIsFound() throws Exception {
    write(0, 5, 100_000);
    List<String> lines = lines();
    lines.remove(2);
    Files.write(home.resolve("audit.jsonl"), lines);
    assertThat(breaks()).hasSize(1);
    lines.add(1, lines.remove(2));
    Files.write(home.resolve("audit.jsonl"), lines);

    assertThat(breaks()).isNotEmpty();
  }

  /** Issue 17: half a line broke the chain for ever. */
  @Test
  void halfALineIsCutOffAndTheCutTold() throws Exception {
    write(0, 3, 100_000);
    Files.writeString(home.resolve("audit.jsonl"), "{\"time\":\"19", StandardOpenOption.APPEND);

    write(3, 5, 100_000);

    assertThat(breaks()).isEmpty();
    assertThat(AuditChain.check(home).lines()).isEqualTo(6);
    assertThat(lines().get(3)).contains("CUT half a line of 11 bytes");
  }

  /** Issue 17: a file that was deleted or cut is noticed, at the next start or the next entry. */
  @ParameterizedTest
  @CsvSource({"0, true", "0, false", "2, true", "2, false"})
  void whatWasDeletedOrCutIsTold(int kept, boolean isRestarted) throws Exception {
    AuditFile before = file(100_000);
    for (int i = 0; i < 5; i++) {
      write(before, i);
    }
    if (kept == 0) {
      Files.delete(home.resolve("audit.jsonl"));
    } else {
      Files.write(home.resolve("audit.jsonl"), lines().subList(0, kept));
    }

    AuditFile after = isRestarted ? file(100_000) : before;
    write(after, 5);
    write(after, 6);

    assertThat(breaks())
        .singleElement()
        .asString()
        .startsWith("audit.jsonl line " + (kept + 1) + ": BREAK lines up to digest");
    assertThat(lines()).hasSize(kept + 3);
  }

  @Test
  void aDatabaseThatIsBehindOrNewIsNoBreak() throws Exception {
    write(0, 5, 100_000);
    String then = end;
    write(5, 6, 100_000);
    end = then;
    write(6, 7, 100_000);
    end = null;
    write(7, 8, 100_000);

    assertThat(breaks()).isEmpty();
    assertThat(lines()).hasSize(8);
  }
}
