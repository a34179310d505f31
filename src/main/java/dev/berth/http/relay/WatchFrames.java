package dev.berth.http.relay;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;

/**
 * The parts of a stream of changes as they come, in pieces torn anywhere. Handed on are whole parts
 * only, and of those as many as end where somebody else can go on: so a stream that breaks has told
 * nothing by halves, and nothing that would have to be told twice.
 */
abstract class WatchFrames {
  /** More than that is not held back: then a stream that breaks there has to end. */
  private static final int HELD = 1 << 20;

  private Buffer rest = Buffer.buffer();

  private Buffer held = Buffer.buffer();
  private OptionalLong last;
  private boolean isAhead;

  /** After a number, or where there is none from the beginning. */
  WatchFrames(OptionalLong after) {
    this.last = after;
  }

  /** Index behind the part that begins at an index; negative if it is not whole. */
  abstract int end(Buffer bytes, int from);

  /** The number of a change after which somebody else can go on behind this part. */
  abstract OptionalLong number(Buffer part);

  /** Whether the client has asked for such a part. */
  boolean isShown(Buffer part) {
    return true;
  }

  /** Whether nothing comes after the last part. */
  boolean isOver() {
    return false;
  }

  /** What can be handed on with a further piece. */
  Buffer take(Buffer piece) {
    rest.appendBuffer(piece);
    Buffer ready = Buffer.buffer();
    int from = 0;
    for (int end = end(rest, from); end >= 0; end = end(rest, from)) {
      ready.appendBuffer(taken(rest.getBuffer(from, end)));
      from = end;
    }
    rest = from == 0 ? rest : rest.getBuffer(from, rest.length());
    return ready;
  }

  private Buffer taken(Buffer part) {
    if (isShown(part)) {
      held.appendBuffer(part);
    }
    OptionalLong number = number(part);
    if (number.isPresent()) {
      last = number;
      isAhead = false;
    } else if (held.length() < HELD && !isOver()) {
      return Buffer.buffer();
    } else {
      isAhead = true;
    }
    Buffer ready = held;
    held = Buffer.buffer();
    return ready;
  }

  /** Whether a stream that breaks now can go on elsewhere. */
  boolean canGoOn() {
    return !isAhead && !isOver();
  }

  /** The last change that was handed on; empty where nothing was. */
  OptionalLong last() {
    return last;
  }

  /** What was not handed on is told again. */
  void startAnew() {
    rest = Buffer.buffer();
    held = Buffer.buffer();
  }
}
