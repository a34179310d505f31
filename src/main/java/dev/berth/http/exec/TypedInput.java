package dev.berth.http.exec;

import dev.berth.port.ContainerExec;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a client has sent and the command has not taken yet. Once that is much, the client is not
 * read from until most of it is gone.
 */
final class TypedInput {
  /** As much as one message may be. */
  private static final int MUCH = 256 * 1024;

  private final LinkedBlockingQueue<ExecChannel.Message> waiting = new LinkedBlockingQueue<>();
  private final Runnable stop;
  private final Runnable go;
  private int bytes;
  private boolean isStopped;
  private volatile boolean isOver;

  /**
   * Makes one.
   *
   * @param stop asks the client to send no more, {@code go} to send again
   */
  TypedInput(Runnable stop, Runnable go) {
    this.stop = stop;
    this.go = go;
  }

  void add(ExecChannel.Message message) {
    waiting.add(message);
    changed(size(message));
  }

  /**
   * One after the other: a client that is told to go on before it is told to stop never goes on.
   */
  private synchronized void changed(int more) {
    bytes += more;
    boolean isMuch = bytes >= MUCH;
    if (isMuch != isStopped) {
      isStopped = isMuch;
      (isMuch ? stop : go).run();
    }
  }

  private static int size(ExecChannel.Message message) {
    return message.bytes().length + 1;
  }

  void end() {
    isOver = true;
  }

  /** Gives all of it to a command, until the end. */
  void copy(ContainerExec.Running running) throws InterruptedException {
    while (!isOver) {
      ExecChannel.Message next = waiting.poll(1, TimeUnit.SECONDS);
      if (next != null) {
        give(next, running);
        changed(-size(next));
      }
    }
  }

  private static void give(ExecChannel.Message message, ContainerExec.Running running) {
    if (message.channel() == ExecChannel.STDIN) {
      running.write(message.bytes());
    } else if (message.endsInput()) {
      running.endInput();
    } else if (message.channel() == ExecChannel.RESIZE) {
      message.size().ifPresent(running::resize);
    }
  }
}
