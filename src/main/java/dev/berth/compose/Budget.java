package dev.berth.compose;

/** How much a project may grow by what it repeats, so that no few lines fill the memory. */
final class Budget {
  /** A hundred times the largest real file; Docker Compose stops at twice as many. */
  static final int MOST_VALUES = 200_000;

  static final int MOST_LETTERS = 16 << 20;
  static final int MOST_PORTS = 70_000;

  private int values;
  private long letters;
  private int ports;

  /** Counts values of trees; false when there are too many. */
  boolean allowsValues(int more) {
    values += more;
    return values <= MOST_VALUES;
  }

  /** Counts letters of texts, and those that variables put into them. */
  boolean allowsLetters(int more) {
    letters += more;
    return letters <= MOST_LETTERS;
  }

  /** Counts ports that ranges stand for. */
  boolean allowsPorts(int more) {
    ports += more;
    return ports <= MOST_PORTS;
  }
}
