package dev.berth.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The clients of one verb. Closed before the process ends: a machine that exits while a thread of
 * theirs waits for the network waits for that thread, 0.3 s.
 */
public final class ClientConnections implements AutoCloseable {
  private final Queue<BerthClient> open = new ConcurrentLinkedQueue<>();

  BerthClient open(ServerAddress server) {
    BerthClient client = new BerthClient(server);
    open.add(client);
    return client;
  }

  @Override
  public void close() {
    for (BerthClient client = open.poll(); client != null; client = open.poll()) {
      client.close();
    }
  }
}
