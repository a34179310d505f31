package dev.berth.compose;

import dev.berth.compose.Shape.Field;
import dev.berth.compose.Shape.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a map of known keys: in their order, without what says nothing. */
record FieldsReader(Shape.Fields shape) {

  Map<String, Object> read(Object value) throws RefusedException {
    List<String> refused = new ArrayList<>();
    Map<String, Object> read = read(value, (key, e) -> refused.add("`" + key + "` " + e.reason()));
    if (!refused.isEmpty()) {
      throw new RefusedException(refused.getFirst());
    }
    return read;
  }

  /** Told of keys whose values cannot be read. */
  @FunctionalInterface
  interface Listener {
    void refused(String key, RefusedException reason);
  }

  /** Reads what can be read. */
  Map<String, Object> read(Object value, Listener listener) {
    Map<String, Object> given = ComposeTrees.map(value).orElseGet(LinkedHashMap::new);
    Map<String, Object> model = new LinkedHashMap<>();
    shape
        .fields()
        .forEach((key, field) -> {
          try {
            field(key, field, given.getOrDefault(key, Nothing.NULL), model);
          } catch (RefusedException e) {
            listener.refused(key, e);
          }
        });
    return model;
  }

  private static void field(String key, Field field, Object value, Map<String, Object> model)
      throws RefusedException {
    boolean isAbsent = value == Nothing.NULL;
    Presence presence = field.presence();
    if (presence == Presence.NEVER || (isAbsent && presence != Presence.ALWAYS)) {
      return;
    }
    Object read = field.reader().read(value);
    if (presence != Presence.FULL || !isEmpty(read)) {
      model.put(key, read);
    }
  }

  private static boolean isEmpty(Object value) {
    return switch (value) {
      case String text -> text.isEmpty();
      case Boolean flag -> !flag;
      case Number number -> number.doubleValue() == 0;
      case Map<?, ?> map -> map.isEmpty();
      case List<?> list -> list.isEmpty();
      default -> false;
    };
  }
}
