package dev.berth.port;

import dev.berth.spec.ExecCommand;
import dev.berth.spec.TerminalSize;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The port to commands in containers that somebody follows: {@code exec}. */
public interface ContainerExec {

  /**
   * The containers of an app in any state, in the order of services and replicas.
   *
   * @throws EngineInventory.Unavailable if the engine does not answer
   */
  List<Place> places(String app);

  /**
   * Begins a command.
   *
   * @throws Refused if the engine does not, with what it said
   * @throws EngineInventory.Unavailable if the engine does not answer
   */
  Running begin(Place place, ExecCommand command, Follower follower);

  /**
   * A container of an app.
   *
   * @param state the engine's word, in lower case
   * @param startedAt when it began to run the last time
   */
  record Place(
      String app,
      String service,
      int replica,
      String id,
      String name,
      String state,
      Instant createdAt,
      Optional<Instant> startedAt) {
    public boolean isRunning() {
      return state.equals("running");
    }
  }

  /** Hears a command; each call waits as long as it is busy here. */
  interface Follower {
    void output(byte[] bytes);

    void error(byte[] bytes);

    /**
     * The end; nothing comes after it.
     *
     * @param exitCode empty where nobody knows
     * @param cause why it has ended, where it has not by itself; else empty
     */
    void end(OptionalInt exitCode, String cause);
  }

  /** A command that runs, as who gives it input holds it. */
  interface Running extends AutoCloseable {
    void write(byte[] bytes);

    void endInput();

    void resize(TerminalSize size);

    /** Ends the command, if it still runs, as far as that can be done. */
    @Override
    void close();
  }

  /** It was not begun. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Refused(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
