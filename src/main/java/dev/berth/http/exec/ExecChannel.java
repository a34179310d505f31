package dev.berth.http.exec;

import dev.berth.json.JsonTree;
import dev.berth.spec.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages as Kubernetes has them ({@code k8s.io/apimachinery/pkg/util/remotecommand}): the first
 * byte is the channel, the rest is what goes through it.
 */
public enum ExecChannel {
  STDIN(0),
  STDOUT(1),
  STDERR(2),
  /** How it ended: a {@code Status} as JSON. */
  STATUS(3),
  /** Another size of the terminal: {@code {"Width": …, "Height": …}}. */
  RESIZE(4),
  /** The end of the channel whose byte follows; since version 5. */
  CLOSE(255);

  /** What may be asked for in {@code Sec-WebSocket-Protocol}, the best first. */
  public static final List<String> PROTOCOLS = List.of("v5.channel.k8s.io", "v4.channel.k8s.io");

  private static final int BYTE = 0xff;

  private final int number;

  ExecChannel(int number) {
    this.number = number;
  }

  /** One message. */
  static final class Message {
    private final ExecChannel channel;
    private final byte[] bytes;

    Message(ExecChannel channel, byte[] bytes) {
      this.channel = channel;
      this.bytes = bytes;
    }

    ExecChannel channel() {
      return channel;
    }

    byte[] bytes() {
      return bytes;
    }

    /** What somebody sent; nothing where it is of no channel. */
    static Optional<Message> read(byte[] message) {
      return message.length == 0
          ? Optional.empty()
          : of(message[0])
              .map(channel -> new Message(channel, Arrays.copyOfRange(message, 1, message.length)));
    }

    /** Whether it says that there is no more input. */
    boolean endsInput() {
      return channel == CLOSE && bytes.length == 1 && bytes[0] == STDIN.number;
    }

    /** The size that it tells, if it is one. */
    Optional<TerminalSize> size() {
      Optional<Map<?, ?>> tree = JsonTree.read(new String(bytes, StandardCharsets.UTF_8));
      return tree.flatMap(size -> size(number(size.get("Width")), number(size.get("Height"))));
    }

    private static int number(@Nullable Object value) {
      return value instanceof Number number ? number.intValue() : 0;
    }

    private static Optional<TerminalSize> size(int columns, int rows) {
      return TerminalSize.isGood(columns, rows)
          ? Optional.of(new TerminalSize(columns, rows))
          : Optional.empty();
    }
  }

  private static Optional<ExecChannel> of(byte first) {
    return Arrays.stream(values()).filter(channel -> channel.number == (first & BYTE)).findFirst();
  }

  /** A message through it. */
  byte[] message(byte[] bytes) {
    byte[] message = new byte[bytes.length + 1];
    message[0] = (byte) number;
    System.arraycopy(bytes, 0, message, 1, bytes.length);
    return message;
  }
}
