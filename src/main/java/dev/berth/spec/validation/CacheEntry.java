package dev.berth.spec.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where steps of a build are taken from or kept: a registry, or the image itself. Folders, stores
 * of clouds and whatever else the client of BuildKit knows are the machine's.
 *
 * @param type {@code registry} or {@code inline}
 * @param attributes in the order in which they were written
 */
public record CacheEntry(String type, Map<String, String> attributes) {
  private static final String TYPE = "type";
  private static final String REF = "ref";

  private static final Set<String> ATTRIBUTES =
      Set.of(
          REF,
          "mode",
          "compression",
          "compression-level",
          "force-compression",
          "oci-mediatypes",
          "image-manifest",
          "ignore-error");

  /** Reads what {@code docker build --cache-from} takes, as its client does; or says why not. */
  public static Validated<List<CacheEntry>> parse(String text) {
    List<String> fields = CommaSeparated.fields(text).orElse(List.of(""));
    if (fields.stream().allMatch(field -> !field.contains("="))) {
      return fields.stream().allMatch(SpecRules::isImageReference)
          ? new Validated.Valid<>(fields.stream().map(CacheEntry::ofImage).toList())
          : refused(text, "is no image");
    }
    Map<String, String> all = new LinkedHashMap<>();
    for (String field : fields) {
      int equals = field.indexOf('=');
      String key = field.substring(0, Math.max(0, equals)).strip().toLowerCase(Locale.ROOT);
      String before = all.put(key, field.substring(equals + 1));
      if (before != null || equals < 0) {
        return refused(text, "says `" + key + "` twice, or nothing of it");
      }
    }
    return decided(text, all);
  }

  private static Validated<List<CacheEntry>> decided(String text, Map<String, String> all) {
    String type = Optional.ofNullable(all.remove(TYPE)).orElse("");
    List<String> unknown = all.keySet().stream().filter(k -> !ATTRIBUTES.contains(k)).toList();
    if (!Set.of("registry", "inline").contains(type)) {
      return refused(text, "is of type `" + type + "`");
    }
    if (!unknown.isEmpty()) {
      return refused(text, "says `" + unknown.getFirst() + "`");
    }
    String image = all.getOrDefault(REF, "");
    return type.equals("registry") && !SpecRules.isImageReference(image)
        ? refused(text, "names no image by ref")
        : new Validated.Valid<>(List.of(new CacheEntry(type, all)));
  }

  private static CacheEntry ofImage(String image) {
    return new CacheEntry("registry", Map.of(REF, image));
  }

  private static Validated<List<CacheEntry>> refused(String text, String why) {
    return new Validated.Invalid<>(
        List.of(
            new Violation(
                "",
                "`"
                    + text
                    + "` "
                    + why
                    + ": caches may be an image, type=registry,ref=IMAGE or type=inline; others"
                    + " would be the machine's, and no setting allows them")));
  }

  /** The image that it lies in, if it lies in one. */
  public Optional<String> image() {
    return Optional.ofNullable(attributes.get(REF));
  }

  /** As the client of BuildKit is to be told, whatever was written. */
  public String text() {
    String rest =
        attributes.entrySet().stream()
            .map(e -> "," + quoted(e.getKey() + "=" + e.getValue()))
            .collect(Collectors.joining());
    return TYPE + "=" + type + rest;
  }

  private static String quoted(String field) {
    boolean isPlain = field.indexOf(',') < 0 && field.indexOf('"') < 0;
    return isPlain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
  }

  /** All that texts which have been checked stand for; those that cannot be read are left out. */
  public static List<CacheEntry> all(List<String> texts) {
    List<CacheEntry> entries = new ArrayList<>();
    for (String text : texts) {
      if (parse(text) instanceof Validated.Valid<List<CacheEntry>> valid) {
        entries.addAll(valid.value());
      }
    }
    return entries;
  }
}
