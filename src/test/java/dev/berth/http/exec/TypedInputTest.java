package dev.berth.http.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.port.ContainerExec;
import dev.berth.spec.TerminalSize;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who types more than is taken is held back, and loses nothing. */
@Timeout(60)
class TypedInputTest {
  private static final int PIECE = 100 * 1024;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final TypedInput input = new TypedInput(() -> said.add("stop"), () -> said.add("go"));

  /** A command that takes all, and ends with the third piece. */
  private final ContainerExec.Running running =
      new ContainerExec.Running() {
        private int pieces;

        @Override
        public void write(byte[] bytes) {
          said.add("write " + bytes.length);
          if (++pieces == 3) {
            input.end();
          }
        }

        @Override
        public void endInput() {
          said.add("end");
        }

        @Override
        public void resize(TerminalSize size) {
          said.add("resize " + size);
        }

        @Override
        public void close() {
          said.add("close");
        }
      };

  private static ExecChannel.Message piece() {
    return new ExecChannel.Message(ExecChannel.STDIN, new byte[PIECE]);
  }

  @Test
  void muchIsHeldBackUntilItIsTaken() throws InterruptedException {
    input.add(piece());
    input.add(piece());
    input.add(piece());

    input.copy(running);

    assertThat(said)
        .containsExactly("stop", "write " + PIECE, "go", "write " + PIECE, "write " + PIECE);
  }

  /** All is taken while the client is being told to stop: it must be told to go on after that. */
  @Test
  void whoIsStoppedWhileAllIsTakenGoesOn() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch going = new CountDownLatch(1);
    AtomicBoolean isStopped = new AtomicBoolean();
    TypedInput raced =
        new TypedInput(
            () -> {
              await(taken);
              await(going);
              isStopped.set(true);
            },
            () -> {
              isStopped.set(false);
              going.countDown();
            });
    ContainerExec.Running taker =
        new ContainerExec.Running() {
          @Override
          public void write(byte[] bytes) {
            taken.countDown();
          }

          @Override
          public void endInput() {
            raced.end();
          }

          @Override
          public void resize(TerminalSize size) {}

          @Override
          public void close() {}
        };
    Thread copier = Thread.ofVirtual().start(() -> copy(raced, taker));

    raced.add(new ExecChannel.Message(ExecChannel.STDIN, new byte[3 * PIECE]));
    raced.add(new ExecChannel.Message(ExecChannel.CLOSE, new byte[] {0}));
    copier.join();

    assertThat(isStopped).isFalse();
  }

  private static void copy(TypedInput input, ContainerExec.Running to) {
    try {
      input.copy(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not for ever: what is waited for comes only where the order is wrong. */
  private static void await(CountDownLatch latch) {
    try {
      boolean unused = latch.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
