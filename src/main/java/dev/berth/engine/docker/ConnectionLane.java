package dev.berth.engine.docker;

/**
 * What connections to the engine are for. None of one kind takes those of another: however many
 * logs are followed, calls go on.
 */
enum ConnectionLane {
  /** Questions and orders, each with an end. */
  CALLS(200),
  /** The engine's events and whether it lives, builds, pulls and pushes. */
  WORK(100),
  /** Logs that people read. */
  LOGS(500);

  private final int connections;

  ConnectionLane(int connections) {
    this.connections = connections;
  }

  /** The most that are open at a time. */
  int connections() {
    return connections;
  }
}
