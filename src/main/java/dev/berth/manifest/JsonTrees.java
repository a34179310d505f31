package dev.berth.manifest;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees of maps, lists, texts, numbers and truth values as the JSON library has them, and back. */
final class JsonTrees {
  private JsonTrees() {}

  static JsonValue json(@Nullable Object tree) {
    return switch (tree) {
      case null -> JsonValue.NULL;
      case Map<?, ?> map -> object(map);
      case List<?> list -> array(list);
      case Boolean truth -> truth ? JsonValue.TRUE : JsonValue.FALSE;
      case Integer number -> Json.createValue(number);
      case Long number -> Json.createValue(number);
      case BigInteger number -> Json.createValue(number);
      case Number number -> Json.createValue(new BigDecimal(number.toString()));
      default -> Json.createValue(tree.toString());
    };
  }

  private static JsonValue object(Map<?, ?> map) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    map.forEach((key, value) -> object.add(String.valueOf(key), json(value)));
    return object.build();
  }

  private static JsonValue array(List<?> list) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    list.forEach(item -> array.add(json(item)));
    return array.build();
  }

  static Map<String, Object> map(JsonValue object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.asJsonObject().forEach((key, value) -> put(map, key, tree(value)));
    return map;
  }

  /** What is null says nothing, and is left out. */
  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static @Nullable Object tree(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> map(value);
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        value.asJsonArray().forEach(item -> list.add(tree(item)));
        yield list;
      }
      case STRING -> ((JsonString) value).getString();
      case NUMBER -> number((JsonNumber) value);
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
    };
  }

  private static Object number(JsonNumber number) {
    if (!number.isIntegral()) {
      return number.doubleValue();
    }
    BigInteger whole = number.bigIntegerValue();
    if (whole.bitLength() < Integer.SIZE) {
      return whole.intValue();
    }
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }
}
