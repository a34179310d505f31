package dev.berth.engine.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import dev.berth.engine.EngineException;
import dev.berth.engine.ExecListener;
import dev.berth.engine.ExecSession;
import dev.berth.spec.ExecCommand;
import dev.berth.spec.LifecycleHook;
import dev.berth.spec.TerminalSize;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One command in a running container, over a connection of its own. */
final class TypedExec implements ExecSession {
  private static final int PIECE = 16 * 1024;
  private static final int ERRORS = 2;
  private static final int LOOKS = 50;
  private static final long BETWEEN_LOOKS_MILLIS = 100;
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  /** Finds what bears a mark in its environment: the command itself and all that it has started. */
  private static final String KILL =
      "for s in HUP KILL; do n=; for p in /proc/[0-9]*; do"
          + " if grep -qs @MARK@ $p/environ; then n=1; kill -$s ${p#/proc/}; fi; done;"
          + " [ -n \"$n\" ] || exit 0; sleep 1; done";

  private final EngineClient calls;
  private final EngineSocket socket;
  private final Run run;
  private final ExecListener listener;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private volatile boolean hasEnded;

  /** What runs, and by which mark it is known. */
  record Run(String id, String container, String mark, ExecCommand command) {}

  TypedExec(EngineClient calls, EngineSocket socket, Run run, ExecListener listener) {
    this.calls = calls;
    this.socket = socket;
    this.run = run;
    this.listener = listener;
  }

  void begin() {
    var unused = Thread.ofVirtual().name("exec-" + run.id()).start(this::read);
  }

  private void read() {
    String failure = "";
    try (EngineSocket all = socket) {
      DataInputStream in = new DataInputStream(all.in());
      if (run.command().terminal()) {
        copy(in);
      } else {
        copyFrames(in);
      }
    } catch (IOException e) {
      failure = isClosed.get() ? "" : String.valueOf(e.getMessage());
    }
    hasEnded = true;
    listener.end(exitCode(), failure);
  }

  private void copy(DataInputStream in) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
      listener.output(Arrays.copyOf(piece, length));
    }
  }

  /** Each with a head of its own: which output, three bytes of nothing, how many bytes. */
  private void copyFrames(DataInputStream in) throws IOException {
    while (true) {
      int kind = in.read();
      if (kind < 0) {
        return;
      }
      in.skipNBytes(3);
      for (int left = in.readInt(); left > 0; ) {
        byte[] piece = in.readNBytes(Math.min(left, PIECE));
        if (piece.length == 0) {
          throw new EOFException("the engine ended in the middle of a piece");
        }
        left -= piece.length;
        if (kind == ERRORS) {
          listener.error(piece);
        } else {
          listener.output(piece);
        }
      }
    }
  }

  /** The output may end a little before the engine knows of it. */
  private OptionalInt exitCode() {
    try {
      for (int look = 0; look < LOOKS; look++) {
        InspectExecResponse seen =
            calls.ask("inspect exec " + run.id(), c -> c.inspectExecCmd(run.id()).exec());
        Long code = seen.getExitCodeLong();
        if (!Boolean.TRUE.equals(seen.isRunning()) && code != null) {
          return OptionalInt.of(code.intValue());
        }
        if (isClosed.get()) {
          break;
        }
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
      }
    } catch (EngineException e) {
      System.getLogger(TypedExec.class.getName())
          .log(Level.DEBUG, "no exit code: {0}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OptionalInt.empty();
  }

  @Override
  public void write(byte[] bytes) {
    if (!hasEnded && run.command().stdin()) {
      try {
        socket.out().write(bytes);
        socket.out().flush();
      } catch (IOException e) {
        // It has ended, or closed its input: who reads its output is told.
      }
    }
  }

  @Override
  public void endInput() {
    if (!hasEnded && run.command().stdin()) {
      try {
        socket.endOutput();
      } catch (IOException e) {
        // Likewise.
      }
    }
  }

  @Override
  public void resize(TerminalSize size) {
    if (hasEnded || !run.command().terminal()) {
      return;
    }
    try {
      calls.execute(
          "resize exec " + run.id(),
          client -> client.resizeExecCmd(run.id()).withSize(size.rows(), size.columns()).exec());
    } catch (EngineException e) {
      System.getLogger(TypedExec.class.getName())
          .log(Level.DEBUG, "no new size: {0}", e.getMessage());
    }
  }

  @Override
  public void close() {
    if (!isClosed.compareAndSet(false, true)) {
      return;
    }
    if (!hasEnded) {
      kill();
    }
    try {
      socket.close();
    } catch (IOException e) {
      // It is being given up.
    }
  }

  /** As who it runs as, who alone may look at it. Without a shell it goes on. */
  private void kill() {
    String script = KILL.replace("@MARK@", TypedExecs.MARK + "=" + run.mark());
    LifecycleHook killing =
        new LifecycleHook(
            List.of("sh", "-c", script),
            run.command().user(),
            false,
            Optional.empty(),
            new TreeMap<>());
    try {
      new DockerContainers(calls).exec(run.container(), killing, KILL_LIMIT);
    } catch (EngineException e) {
      System.getLogger(TypedExec.class.getName())
          .log(Level.DEBUG, "not killed: {0}", e.getMessage());
    }
  }
}
