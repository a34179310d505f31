package dev.berth.query;

import dev.berth.engine.LogListener;
import java.util.function.Consumer;

/** Hears output in pieces and passes it on in lines, those of errors apart. */
public final class LineListener implements LogListener {
  private final LineCutter output;
  private final LineCutter errors;
  private final Consumer<String> ended;

  /** {@code ended} is told what went wrong, after the last line; empty when nothing did. */
  public LineListener(Consumer<String> output, Consumer<String> errors, Consumer<String> ended) {
    this.output = new LineCutter(output);
    this.errors = new LineCutter(errors);
    this.ended = ended;
  }

  @Override
  public void output(byte[] piece) {
    output.cut(piece);
  }

  @Override
  public void error(byte[] piece) {
    errors.cut(piece);
  }

  @Override
  public void end(String error) {
    output.end();
    errors.end();
    ended.accept(error);
  }

  /** Said where the output would stand: whoever reads must not take none for silence. */
  public static String unread(String error) {
    String advice =
        error.contains("does not support reading")
            ? "; what it puts out is kept nowhere that Berth can read (logging.driver)"
            : "";
    return "[berth] cannot read the output of this container: " + error + advice;
  }
}
