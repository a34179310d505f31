package dev.berth.image.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.FakeEngine;
import dev.berth.image.context.ContextFile;
import dev.berth.image.context.ContextStore;
import dev.berth.image.job.RegistryEngine;
import dev.berth.reconcile.MemoryPins;
import dev.berth.reconcile.MemoryState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes by age, and what goes at once when the disk fills. */
class ImageGarbageCollectorTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  /** More than any disk can be. */
  private static final int NEVER = 101;

  @TempDir Path folder;
  private final RegistryEngine engine = new RegistryEngine();

  private void round(int diskPercent) {
    MemoryState state = new MemoryState();
    ImageUse use = new ImageUse(new FakeEngine(), state, new MemoryPins(), 5);
    ImageGarbageCollector.Rules rules =
        new ImageGarbageCollector.Rules(
            Duration.ofMinutes(15), Duration.ofDays(7), diskPercent, List.of(folder));
    new ImageGarbageCollector(
            new UnusedImages(engine, use, "mine"),
            new ContextCollector(new ContextStore(folder), state, 5),
            rules,
            () -> NOW)
        .round();
  }

  private String context(String text, Duration age) throws Exception {
    TreeMap<String, ContextFile> files = new TreeMap<>();
    files.put("Dockerfile", ContextFile.of("Dockerfile", text));
    String digest = new ContextStore(folder).put(files);
    Path file = folder.resolve(digest.substring("sha256:".length()) + ".tar");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    return digest;
  }

  private List<String> images() {
    return engine.images().stream().flatMap(image -> image.tags().stream()).toList();
  }

  @Test
  void whatIsOldGoes() throws Exception {
    engine.built("berth/old:1", "mine", NOW.minus(Duration.ofDays(8)));
    engine.built("berth/young:1", "mine", NOW.minus(Duration.ofDays(6)));
    String old = context("FROM old", Duration.ofDays(8));
    String young = context("FROM young", Duration.ofDays(6));
    round(NEVER);

    assertThat(images()).containsExactly("berth/young:1");
    assertThat(new ContextStore(folder).has(old)).isFalse();
    assertThat(new ContextStore(folder).has(young)).isTrue();
  }

  @Test
  void whatIsYoungGoesWhenTheDiskFills() throws Exception {
    engine.built("berth/young:1", "mine", NOW.minusSeconds(1));
    String young = context("FROM young", Duration.ofHours(2));
    String justSent = context("FROM sent", Duration.ofMinutes(5));
    round(0);

    assertThat(images()).isEmpty();
    assertThat(new ContextStore(folder).has(young)).isFalse();
    assertThat(new ContextStore(folder).has(justSent)).isTrue();
  }

  @Test
  void whatOthersMadeOrPeopleNamedStays() {
    engine.built("berth/other:1", "another", Instant.EPOCH);
    engine.built("named/by:people", "mine", Instant.EPOCH);
    round(0);

    assertThat(images()).containsExactly("berth/other:1", "named/by:people");
  }
}
