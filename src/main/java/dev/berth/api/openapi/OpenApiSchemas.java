package dev.berth.api.openapi;

import dev.berth.manifest.SchemaCatalog;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** The schemas of the {@link SchemaCatalog} in the model of the OpenAPI document. */
final class OpenApiSchemas {
  /** Another form that is taken, and never answered. */
  private static final String ALSO = "also";

  private OpenApiSchemas() {}

  static void add(Components components) {
    components.addSecurityScheme(
        "token",
        OASFactory.createSecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .description("A token of this Berth; the first one is in BERTH_HOME/admin-token"));
    SchemaCatalog.common().forEach((name, tree) -> components.addSchema(name, of(tree)));
  }

  static Schema ref(String name) {
    return OASFactory.createSchema().ref("#/components/schemas/" + name);
  }

  private static Schema of(Map<?, ?> tree) {
    Schema schema = OASFactory.createSchema();
    tree.forEach((key, value) -> set(schema, String.valueOf(key), value));
    if (tree.get(ALSO) instanceof String form) {
      schema.description(schema.getDescription() + " Taken as well: " + form + ".");
    }
    return schema;
  }

  private static void set(Schema schema, String key, Object value) {
    switch (key) {
      case "$ref" -> schema.ref("#/components/schemas/" + value);
      case "type" -> texts(value).forEach(type -> schema.addType(type(type)));
      case "title" -> schema.title(String.valueOf(value));
      case "description" -> schema.description(String.valueOf(value));
      case "format" -> schema.format(String.valueOf(value));
      case "enum" -> texts(value).forEach(schema::addEnumeration);
      case "required" -> texts(value).forEach(schema::addRequired);
      case "default" -> schema.defaultValue(value);
      case "readOnly" -> schema.readOnly(Boolean.TRUE.equals(value));
      case "writeOnly" -> schema.writeOnly(Boolean.TRUE.equals(value));
      case ALSO -> {} // Told in words: generators make no code of such alternatives.
      case "minimum" -> schema.minimum(new BigDecimal(String.valueOf(value)));
      case "minLength" -> schema.minLength(Integer.valueOf(String.valueOf(value)));
      default -> nested(schema, key, value);
    }
  }

  private static void nested(Schema schema, String key, Object value) {
    switch (value) {
      case Map<?, ?> map when key.equals("items") -> schema.items(of(map));
      case Map<?, ?> map when key.equals("additionalProperties") ->
          schema.additionalPropertiesSchema(of(map));
      case Map<?, ?> map when key.equals("properties") ->
          map.forEach(
              (name, below) -> schema.addProperty(String.valueOf(name), of((Map<?, ?>) below)));
      case List<?> list when key.equals("oneOf") ->
          list.forEach(one -> schema.addOneOf(of((Map<?, ?>) one)));
      case Boolean flag when key.equals("additionalProperties") ->
          schema.additionalPropertiesBoolean(flag);
      default -> throw new IllegalStateException("no schema has a key `" + key + "`: " + value);
    }
  }

  private static Schema.SchemaType type(String word) {
    return Schema.SchemaType.valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }
}
