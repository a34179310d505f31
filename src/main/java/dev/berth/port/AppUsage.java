package dev.berth.port;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** The port for looking at what containers use. */
public interface AppUsage {

  /**
   * What an app's running containers use, by service and replica.
   *
   * @throws EngineInventory.Unavailable when the engine does not answer
   */
  List<Usage> of(String app);

  /** Likewise of several, and waits a second where one of them was not looked at before. */
  List<Usage> measured(List<String> apps) throws InterruptedException;

  /**
   * What a container has used of late, the oldest first. Kept are points of the last hour, ten
   * seconds apart where somebody has looked, or Berth by itself.
   */
  List<Point> history(String containerId, Instant since);

  /** Looks at all apps once; what the engine does not answer is left out. */
  void sample();

  /** How it was around a time; {@code cpus} is the mean since the point before. */
  record Point(Instant at, double cpus, long memoryBytes) {}

  /**
   * What a container uses. What is counted is counted from its start.
   *
   * @param cpus processors, such as 0.25, since it was looked at before; empty at a first look
   * @param memoryLimitBytes the machine's memory where it has no limit
   */
  record Usage(
      String id,
      String container,
      String service,
      int replica,
      Instant at,
      OptionalDouble cpus,
      long memoryBytes,
      long memoryLimitBytes,
      long receivedBytes,
      long sentBytes,
      long readBytes,
      long writtenBytes,
      long processes) {}
}
