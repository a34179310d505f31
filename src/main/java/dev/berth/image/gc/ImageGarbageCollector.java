package dev.berth.image.gc;

import dev.berth.engine.EngineException;
import dev.berth.reconcile.queue.Rounds;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Clears away, now and then, what Berth made and nobody needs: builds and build contexts behind the
 * last revisions. What is old goes; what is young goes only when the disk fills.
 */
public final class ImageGarbageCollector implements Runnable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ImageGarbageCollector.class.getName());

  /** An upload is named in an app within this time, or nobody will name it. */
  private static final Duration YOUNG_CONTEXT = Duration.ofHours(1);

  private final UnusedImages images;
  private final ContextCollector contexts;
  private final Rules rules;
  private final InstantSource clock;
  private final Rounds rounds;

  /**
   * When to clear away.
   *
   * @param interval between two rounds
   * @param keepFor what is younger stays while the disk has room
   * @param diskPercent from here on the disk counts as filling
   * @param disks where the engine and Berth keep their things; the fullest counts
   */
  public record Rules(Duration interval, Duration keepFor, int diskPercent, List<Path> disks) {
    public Rules {
      disks = List.copyOf(disks);
    }
  }

  /** With what does the work. */
  public ImageGarbageCollector(
      UnusedImages images, ContextCollector contexts, Rules rules, InstantSource clock) {
    this.images = images;
    this.contexts = contexts;
    this.rules = rules;
    this.clock = clock;
    this.rounds = new Rounds("clearing away", rules.interval(), this::round);
  }

  /** Works until it is closed. */
  @Override
  public void run() {
    rounds.run();
  }

  /** Clears away once. */
  void round() {
    try {
      boolean fills = fullest() >= rules.diskPercent();
      Duration imageAge = fills ? Duration.ZERO : rules.keepFor();
      UnusedImages.Filter old =
          new UnusedImages.Filter(false, false, Optional.of(imageAge), Map.of());
      int gone = images.remove(images.find(old, clock.instant())).size();
      int contextsGone = contexts.collect(fills ? YOUNG_CONTEXT : rules.keepFor(), clock.instant());
      if (gone + contextsGone > 0) {
        LOG.log(
            System.Logger.Level.INFO,
            "cleared away images={0} contexts={1} diskFills={2}",
            gone,
            contextsGone,
            fills);
      }
    } catch (EngineException e) {
      LOG.log(System.Logger.Level.DEBUG, "clearing away waits: {0}", e.getMessage());
    }
  }

  /** How full the fullest disk is, in percent. */
  private int fullest() {
    int fullest = 0;
    for (Path path : rules.disks()) {
      try {
        FileStore disk = Files.getFileStore(path);
        long total = Math.max(1, disk.getTotalSpace());
        fullest = (int) Math.max(fullest, 100 - 100 * disk.getUsableSpace() / total);
      } catch (IOException e) {
        // The engine may keep its things elsewhere, or on another machine.
      }
    }
    return fullest;
  }

  @Override
  public void close() {
    rounds.close();
  }
}
