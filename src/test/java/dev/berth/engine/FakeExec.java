package dev.berth.engine;

import dev.berth.spec.ExecCommand;
import dev.berth.spec.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A command in a container of a {@link FakeEngine}: a few that everybody knows. */
final class FakeExec implements ExecSession {

  private static final int KILLED = 137;

  private final ExecCommand command;
  private final ExecListener listener;
  private final BooleanSupplier isAlive;
  private final LinkedBlockingQueue<byte[]> input = new LinkedBlockingQueue<>();
  private volatile Optional<TerminalSize> size;
  private volatile boolean isClosed;

  FakeExec(ExecCommand command, ExecListener listener, BooleanSupplier isAlive) {
    this.command = command;
    this.listener = listener;
    this.isAlive = isAlive;
    this.size = command.size();
  }

  FakeExec begin() {
    var unused = Thread.ofVirtual().start(this::run);
    return this;
  }

  private void run() {
    try {
      listener.end(OptionalInt.of(code()), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int code() throws InterruptedException {
    String text = String.join(" ", command.command());
    if (text.equals("cat")) {
      return cat();
    }
    if (text.endsWith("stty size")) {
      TerminalSize now = size.orElseThrow();
      listener.output((now.rows() + " " + now.columns() + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    return text.equals("false") ? 1 : 0;
  }

  private int cat() throws InterruptedException {
    while (isAlive.getAsBoolean() && !isClosed) {
      byte[] next = input.poll(10, TimeUnit.MILLISECONDS);
      if (next != null && next.length == 0) {
        return 0;
      }
      if (next != null) {
        listener.output(next);
      }
    }
    return KILLED;
  }

  @Override
  public void write(byte[] bytes) {
    input.add(bytes);
  }

  @Override
  public void endInput() {
    input.add(new byte[0]);
  }

  @Override
  public void resize(TerminalSize changed) {
    size = Optional.of(changed);
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
