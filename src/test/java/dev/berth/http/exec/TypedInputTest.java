package dev.berth.http.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.port.ContainerExec;
import dev.berth.spec.TerminalSize;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
}
