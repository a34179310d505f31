package dev.berth.compose;

import dev.berth.compose.Shape.MapOf;
import dev.berth.compose.Shape.Presence;
import dev.berth.spec.RunOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How options of {@code docker run} stand in Compose files: as all of their kind do, but for those
 * of which the specification says more.
 */
final class OptionShapes {
  static final Shape WORDS_OR_NUMBERS = Shape.setOf(Shape.oneOf(Shape.TEXT, Shape.Plain.NUMBER));

  private OptionShapes() {}

  static void add(Table table, RunOption option) {
    String key = option.key();
    switch (option) {
      case CGROUP -> table.with(key, Shape.word("host", "private"), Readers::text);
      case CPU_COUNT -> table.with(key, bounded(0, Long.MAX_VALUE), Readers::whole);
      case CPU_PERCENT -> table.with(key, bounded(0, 100), Readers::decimal);
      case DNS, DNS_SEARCH -> table.with(key, Table.TEXTS_OR_TEXT, Readers::textOrList);
      case GROUP_ADD -> table.with(key, WORDS_OR_NUMBERS, Readers::texts);
      case MEM_SWAPPINESS -> table.with(key, Table.WHOLE_OR_TEXT, Readers::bytes);
      case OOM_SCORE_ADJ -> table.with(key, bounded(-1000, 1000), Readers::whole);
      case PID -> table.with(key, Shape.oneOf(Shape.TEXT, Shape.Plain.NULL), Readers::text);
      case STORAGE_OPT ->
          table.with(
              key, new MapOf(Pattern.compile(".*"), false, new Shape.Any()), PartShapes::storage);
      default -> ofKind(table, option);
    }
  }

  private static void ofKind(Table table, RunOption option) {
    String key = option.key();
    switch (option.kind()) {
      case TEXT, NAMESPACE -> table.text(key);
      case FLAG -> table.flag(key);
      case NUMBER, MICROS -> table.whole(key);
      case BYTES -> table.bytes(key);
      case WORDS, CONTAINERS -> table.texts(key);
      case PAIRS -> table.labels(key);
      case ULIMITS -> table.with(key, PartShapes.ULIMITS, Readers.eachOf(PairReaders::ulimit));
      case LOGGING -> table.inner(key, PartShapes.LOGGING, Presence.GIVEN);
      case BLKIO -> table.inner(key, PartShapes.BLKIO.strict(), Presence.GIVEN);
      case DEVICES ->
          table.with(
              key, PartShapes.DEVICES, Readers.each(new FieldsReader(PartShapes.DEVICE)::read));
      case HOSTS -> table.with(key, PartShapes.HOSTS, PairReaders::hosts);
      case GPUS ->
          table.with(
              key, DeployShape.GPUS, Readers.each(new FieldsReader(DeployShape.DEVICE)::read));
    }
  }

  private static Shape bounded(long least, long most) {
    return ServiceShape.bounded(least, most);
  }

  /** What makes a number or truth value of a text that a variable was put into. */
  static Optional<Shape.Reader> cast(RunOption option) {
    return switch (option) {
      case CPU_PERCENT -> Optional.of(Readers::decimal);
      case MEM_SWAPPINESS -> Optional.empty();
      default ->
          switch (option.kind()) {
            case NUMBER, MICROS -> Optional.of(Readers::whole);
            case FLAG -> Optional.of(Readers::flag);
            case TEXT, NAMESPACE, BYTES, WORDS, CONTAINERS, PAIRS -> Optional.empty();
            case ULIMITS, LOGGING, BLKIO, DEVICES, HOSTS, GPUS -> Optional.empty();
          };
    };
  }

  /** Whether what an upper file says stands behind what the lower one says, map or list. */
  static boolean isAppended(RunOption option) {
    return option.kind() == RunOption.Kind.PAIRS && option != RunOption.STORAGE_OPT;
  }
}
