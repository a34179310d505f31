package dev.berth.boot.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.boot.wiring.IdleHeap.SerialHeap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdleHeapTest {
  private static final long ALIVE = 40L << 20;
  private static final long MUCH = ALIVE + IdleHeap.LEAST_GAIN_BYTES;

  @Test
  void whoIsIdleAndHasMuchToGiveBackCleansUp() {
    assertTrue(IdleHeap.isWorthIt(0, MUCH, ALIVE));
    assertTrue(IdleHeap.isWorthIt(1, MUCH, ALIVE));
    assertTrue(IdleHeap.isWorthIt(0, IdleHeap.LEAST_GAIN_BYTES, 0), "never cleaned before");
  }

  @Test
  void whoWorksOrHasLittleToGiveBackDoesNot() {
    assertFalse(IdleHeap.isWorthIt(2, MUCH, ALIVE));
    assertFalse(IdleHeap.isWorthIt(0, MUCH - 1, ALIVE));
    assertFalse(IdleHeap.isWorthIt(0, ALIVE, ALIVE), "nothing since: not again and again");
  }

  /** The names are HotSpot's own; a JDK that has others would leave the heap as it is, unseen. */
  @Test
  void theSerialCollectorIsKnownByItsNames() {
    Optional<SerialHeap> found = SerialHeap.find();
    assumeTrue(found.isPresent(), "another collector: -XX:+UseSerialGC was not given");
    SerialHeap heap = found.orElseThrow();
    List<byte[]> garbage = new ArrayList<>();
    long collections = heap.youngCollections();
    while (heap.youngCollections() < collections + 2) {
      garbage.add(new byte[1 << 16]);
    }
    System.gc();
    long alive = heap.oldBytesAlive();
    long kept = garbage.size() * (1L << 16);
    assertTrue(alive >= kept, alive + " bytes alive, " + kept + " of them known to be");
    garbage.clear();
    System.gc();
    assertTrue(heap.oldBytesAlive() < alive);
    assertEquals(0, (heap.oldBytes() - heap.oldBytesAlive()) / IdleHeap.LEAST_GAIN_BYTES);
  }
}
