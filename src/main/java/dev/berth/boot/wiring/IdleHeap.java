package dev.berth.boot.wiring;

import dev.berth.reconcile.queue.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives memory back once there is nothing to do. The serial collector cleans its old generation,
 * and lets the heap shrink, only when that is full, which after a thousand writes is never: G1 has
 * {@code G1PeriodicGCInterval} for it (JEP 346), and costs more than it gives at this size. Where
 * another collector was chosen nothing is done.
 */
@ApplicationScoped
class IdleHeap {
  private static final Duration EVERY = Duration.ofSeconds(30);

  /** Less is not worth a pause: 60 to 150 ms on two slow processors, with 30 to 50 MiB alive. */
  static final long LEAST_GAIN_BYTES = 16L << 20;

  private final Optional<Rounds> rounds =
      SerialHeap.find().map(heap -> new Rounds("idle-heap", EVERY, () -> look(heap)));
  private long youngCollections;

  void start(@Observes StartupEvent event) {
    rounds.ifPresent(Thread.ofVirtual().name("berth-idle-heap")::start);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.ifPresent(Rounds::close);
  }

  private void look(SerialHeap serial) {
    long collections = serial.youngCollections();
    if (isWorthIt(collections - youngCollections, serial.oldBytes(), serial.oldBytesAlive())) {
      System.gc();
    }
    youngCollections = collections;
  }

  /**
   * Idle is who filled the young generation at most once since the last look.
   *
   * @param collections of the young generation since then
   * @param used of the old generation, in bytes
   * @param alive of them after its last collection, 0 before the first
   */
  static boolean isWorthIt(long collections, long used, long alive) {
    return collections <= 1 && used - alive >= LEAST_GAIN_BYTES;
  }

  /** The two generations of HotSpot's serial collector, by the names it gives them. */
  record SerialHeap(GarbageCollectorMXBean young, MemoryPoolMXBean old) {

    static Optional<SerialHeap> find() {
      Optional<MemoryPoolMXBean> old =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Tenured Gen"))
              .findFirst();
      return ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(collector -> collector.getName().equals("Copy"))
          .findFirst()
          .flatMap(young -> old.map(pool -> new SerialHeap(young, pool)));
    }

    long youngCollections() {
      return young.getCollectionCount();
    }

    long oldBytes() {
      return old.getUsage().getUsed();
    }

    long oldBytesAlive() {
      return old.getCollectionUsage().getUsed();
    }
  }
}
