package dev.berth.http.exec;

import dev.berth.port.ContainerExec;
import dev.berth.port.ExecCallers;
import dev.berth.spec.ExecCommand;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One command in a container and the client who follows it. What the command puts out waits until
 * the client has it; each second it is asked whether there is a reason to end.
 */
final class ExecConversation implements ContainerExec.Follower {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private static final Duration BETWEEN_PINGS = Duration.ofSeconds(30);
  private static final int LONGEST_NOTE = 600;
  private static final short NORMAL = 1000;

  private final ContainerExec.Place place;
  private final ExecCommand command;
  private final ExecCallers.Caller caller;
  private final ExecBudget budget;
  private final long started = System.nanoTime();
  private final CompletableFuture<ServerWebSocket> socket = new CompletableFuture<>();
  private final CompletableFuture<ContainerExec.Running> running = new CompletableFuture<>();
  private final CompletableFuture<ExecStatus> end = new CompletableFuture<>();
  private final AtomicBoolean isOver = new AtomicBoolean();
  private volatile long lastHeard = System.nanoTime();
  private volatile long lastPing = System.nanoTime();

  ExecConversation(
      ContainerExec.Place place,
      ExecCommand command,
      ExecCallers.Caller caller,
      ExecBudget budget) {
    this.place = place;
    this.command = command;
    this.caller = caller;
    this.budget = budget;
  }

  void holds(ContainerExec.Running begun) {
    running.complete(begun);
    note("began");
  }

  /** The client has gone before it was one. */
  void failed(Throwable cause) {
    socket.completeExceptionally(cause);
    in("end", () -> finish(new ExecStatus(OptionalInt.empty(), "the client has gone")));
  }

  /** On the thread that serves others: nothing here waits. */
  void begin(ServerWebSocket opened) {
    TypedInput input = new TypedInput(opened::pause, opened::resume);
    opened.binaryMessageHandler(message -> {
      lastHeard = System.nanoTime();
      ExecChannel.Message.read(message.getBytes()).ifPresent(input::add);
    });
    opened.exceptionHandler(unused -> {});
    opened.closeHandler(
        unused -> end.complete(new ExecStatus(OptionalInt.empty(), "the client has gone")));
    socket.complete(opened);
    in("input", () -> input.copy(running.join()));
    in(
        "watch",
        () -> {
          try {
            watch();
          } finally {
            input.end();
          }
        });
  }

  /** What may wait. */
  private interface Task {
    void run() throws InterruptedException;
  }

  private void in(String what, Task task) {
    var unused =
        Thread.ofVirtual()
            .name("exec-" + what)
            .start(() -> {
              try {
                task.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void watch() throws InterruptedException {
    while (true) {
      try {
        finish(end.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
        return;
      } catch (TimeoutException e) {
        reason().ifPresent(why -> end.complete(new ExecStatus(OptionalInt.empty(), why)));
        ping();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Optional<String> reason() {
    if (budget.ends()) {
      return Optional.of("Berth stops");
    }
    if (!caller.isGood()) {
      return Optional.of("the token is no longer good");
    }
    Duration silent = Duration.ofNanos(System.nanoTime() - lastHeard);
    return silent.compareTo(budget.idle()) > 0
        ? Optional.of(
            "nothing was typed or printed for "
                + budget.idle().toSeconds()
                + " s (berth.exec.idle)")
        : Optional.empty();
  }

  /** So that proxies do not take silence for the end. */
  private void ping() {
    if (System.nanoTime() - lastPing > BETWEEN_PINGS.toNanos()) {
      lastPing = System.nanoTime();
      Object unused = socket.join().writePing(Buffer.buffer("berth"));
    }
  }

  @Override
  public void output(byte[] bytes) {
    send(ExecChannel.STDOUT, bytes);
  }

  @Override
  public void error(byte[] bytes) {
    send(ExecChannel.STDERR, bytes);
  }

  /** Once it is over, what is left of the output is nobody's. */
  private void send(ExecChannel channel, byte[] bytes) {
    if (!end.isDone()) {
      try {
        await(socket.get().writeBinaryMessage(Buffer.buffer(channel.message(bytes))), end);
        lastHeard = System.nanoTime();
      } catch (ExecutionException e) {
        end.complete(new ExecStatus(OptionalInt.empty(), "the client has gone"));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Until it is sent, or nobody wants it any more. */
  private static void await(Future<Void> sent, CompletableFuture<?> orThis)
      throws InterruptedException, ExecutionException {
    Object unused =
        CompletableFuture.anyOf(sent.toCompletionStage().toCompletableFuture(), orThis).get();
  }

  @Override
  public void end(OptionalInt exitCode, String cause) {
    end.complete(new ExecStatus(exitCode, cause));
  }

  private void finish(ExecStatus status) throws InterruptedException {
    if (!isOver.compareAndSet(false, true)) {
      return;
    }
    try {
      farewell(status);
      running.join().close();
    } finally {
      long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
      note(status.text() + " after " + seconds + " s");
      budget.leave();
    }
  }

  private void farewell(ExecStatus status) throws InterruptedException {
    if (socket.isCompletedExceptionally()) {
      return;
    }
    ServerWebSocket to = socket.join();
    try {
      Object unused =
          to.writeBinaryMessage(Buffer.buffer(ExecChannel.STATUS.message(status.bytes())))
              .compose(sent -> to.close(NORMAL))
              .toCompletionStage()
              .toCompletableFuture()
              .get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      System.getLogger(ExecConversation.class.getName())
          .log(Level.DEBUG, "the client did not hear the end: {0}", e.getMessage());
      Object unused = to.close();
    }
  }

  private void note(String what) {
    caller.note(
        "exec "
            + place.app()
            + "/"
            + place.service()
            + " "
            + place.name()
            + " "
            + what
            + ": "
            + command.text(LONGEST_NOTE));
  }
}
