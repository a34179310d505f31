package dev.berth.reconcile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;

/** Measures what the loop itself costs when nothing has changed; for {@code dev/bench}. */
final class ResyncBench {
  private static final int ROUNDS = 41;

  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ResyncBench() {}

  /** Prints one JSON object, by number of apps. */
  public static void main(String[] counts) throws Exception {
    StringJoiner all = new StringJoiner(",", "{", "}");
    Path folder = Files.createTempDirectory("berth-bench-");
    for (String count : counts) {
      all.add("\"" + count + "\":" + measure(Integer.parseInt(count), folder));
    }
    System.out.println(all);
    Files.delete(folder);
  }

  private static String measure(int apps, Path folder) {
    Rig rig = new Rig(folder);
    rig.engine.addImage("web:1");
    for (int i = 0; i < apps; i++) {
      rig.put("{name: app-" + i + ", image: web:1}");
    }
    Rig.Berth berth = rig.berth();
    berth.converge();
    Cost resync = cost(rig, () -> berth.cache.resync());
    Cost pass = cost(rig, () -> berth.reconciler.pass("app-0"));
    return String.format(
        java.util.Locale.ROOT,
        "{\"resync_ms\":%.3f,\"resync_calls\":%d,\"resync_kib\":%.1f,"
            + "\"pass_us\":%.1f,\"pass_calls\":%d,\"pass_kib\":%.1f}",
        resync.nanos / 1e6,
        resync.calls,
        resync.bytes / 1024.0,
        pass.nanos / 1e3,
        pass.calls,
        pass.bytes / 1024.0);
  }

  private record Cost(long nanos, int calls, long bytes) {}

  /** Medians, after as many rounds to warm up. */
  private static Cost cost(Rig rig, Runnable work) {
    for (int i = 0; i < ROUNDS; i++) {
      work.run();
    }
    long[] nanos = new long[ROUNDS];
    long[] bytes = new long[ROUNDS];
    int calls = rig.engine.calls().size();
    for (int i = 0; i < ROUNDS; i++) {
      long allocated = THREAD.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      work.run();
      nanos[i] = System.nanoTime() - start;
      bytes[i] = THREAD.getCurrentThreadAllocatedBytes() - allocated;
    }
    int made = rig.engine.calls().size() - calls;
    Arrays.sort(nanos);
    Arrays.sort(bytes);
    return new Cost(nanos[ROUNDS / 2], made / ROUNDS, bytes[ROUNDS / 2]);
  }
}
