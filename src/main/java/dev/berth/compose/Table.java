package dev.berth.compose;

import dev.berth.compose.Shape.Field;
import dev.berth.compose.Shape.Fields;
import dev.berth.compose.Shape.Presence;
import dev.berth.compose.Shape.Reader;
import dev.berth.spec.OwnKey;
import dev.berth.spec.RunOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Builds the shape of a map of known keys, in the order in which the canonical model has them. */
final class Table {
  private static final Shape FLAG_OR_TEXT = Shape.oneOf(Shape.Plain.FLAG, Shape.TEXT);

  /** A whole number, which a variable may have made a text. */
  static final Shape WHOLE_OR_TEXT = Shape.oneOf(Shape.WHOLE, Shape.TEXT);

  static final Shape NUMBER_OR_TEXT = Shape.oneOf(Shape.Plain.NUMBER, Shape.TEXT);

  /** One text or several. */
  static final Shape TEXTS_OR_TEXT = Shape.oneOf(Shape.TEXT, Shape.setOf(Shape.TEXT));

  /** A map, or a list of {@code KEY=value}. */
  static final Shape PAIRS =
      Shape.oneOf(
          new Shape.MapOf(
              Shape.SOME,
              true,
              Shape.oneOf(Shape.TEXT, Shape.Plain.NUMBER, Shape.Plain.FLAG, Shape.Plain.NULL)),
          Shape.setOf(Shape.TEXT));

  static final Shape COMMAND = Shape.oneOf(Shape.Plain.NULL, Shape.TEXT, Shape.listOf(Shape.TEXT));

  /** Options of drivers. */
  static final Shape OPTIONS = new Shape.MapOf(Shape.SOME, false, NUMBER_OR_TEXT);

  private final Map<String, Field> fields = new LinkedHashMap<>();

  Table with(String key, Shape shape, Reader reader, Presence presence) {
    fields.put(key, new Field(shape, reader, presence));
    return this;
  }

  Table with(String key, Shape shape, Reader reader) {
    return with(key, shape, reader, Presence.FULL);
  }

  /** Something that is used up on the way to the canonical model. */
  Table unseen(String key, Shape shape) {
    return with(key, shape, value -> value, Presence.NEVER);
  }

  Table text(String... keys) {
    for (String key : keys) {
      with(key, Shape.TEXT, Readers::text);
    }
    return this;
  }

  Table flag(String... keys) {
    for (String key : keys) {
      with(key, FLAG_OR_TEXT, Readers::flag);
    }
    return this;
  }

  /** A flag of which false says something else than nothing. */
  Table choice(String... keys) {
    for (String key : keys) {
      with(key, FLAG_OR_TEXT, Readers::flag, Presence.GIVEN);
    }
    return this;
  }

  Table whole(String... keys) {
    for (String key : keys) {
      with(key, NUMBER_OR_TEXT, Readers::whole);
    }
    return this;
  }

  Table bytes(String... keys) {
    for (String key : keys) {
      with(key, NUMBER_OR_TEXT, Readers::bytes);
    }
    return this;
  }

  Table duration(String... keys) {
    for (String key : keys) {
      with(key, Shape.TEXT, Readers::duration, Presence.GIVEN);
    }
    return this;
  }

  /** A list of texts, none twice. */
  Table texts(String... keys) {
    for (String key : keys) {
      with(key, Shape.setOf(Shape.TEXT), Readers::texts);
    }
    return this;
  }

  /** A list of texts that may repeat. */
  Table list(String... keys) {
    for (String key : keys) {
      with(key, Shape.listOf(Shape.TEXT), Readers::texts);
    }
    return this;
  }

  Table labels(String... keys) {
    for (String key : keys) {
      with(key, PAIRS, PairReaders::labels);
    }
    return this;
  }

  Table environment(String... keys) {
    for (String key : keys) {
      with(key, PAIRS, PairReaders::environment);
    }
    return this;
  }

  /** A map of known keys within this one. */
  Table inner(String key, Fields shape, Presence presence) {
    return with(key, shape, new FieldsReader(shape)::read, presence);
  }

  /** A list of maps of known keys. */
  Table inners(String key, Fields shape) {
    return with(key, Shape.listOf(shape), Readers.each(new FieldsReader(shape)::read));
  }

  /** Options of {@code docker run}, as their kinds have it. */
  Table options(RunOption... options) {
    for (RunOption option : options) {
      OptionShapes.add(this, option);
    }
    return this;
  }

  /** Keys that Berth itself understands. */
  Table own(OwnKey... keys) {
    for (OwnKey key : keys) {
      OwnShapes.add(this, key);
    }
    return this;
  }

  /** All keys of a service that are not in it yet. */
  Table others() {
    for (OwnKey key : OwnKey.values()) {
      if (!fields.containsKey(key.key())) {
        OwnShapes.add(this, key);
      }
    }
    for (RunOption option : RunOption.values()) {
      if (!fields.containsKey(option.key())) {
        OptionShapes.add(this, option);
      }
    }
    return this;
  }

  Fields fields() {
    return new Fields(new LinkedHashMap<>(fields), Set.of(), true);
  }
}
