package dev.berth.spec.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The names of images in {@code cache_from} and {@code cache_to}: each text is an image, or fields
 * as comma-separated values, {@code type=registry,ref=IMAGE}, read as the builder's client does.
 */
public final class CacheNames {
  private CacheNames() {}

  public static List<String> of(List<String> written) {
    return written.stream().flatMap(CacheNames::names).distinct().toList();
  }

  private static Stream<String> names(String text) {
    if (!text.contains("=")) {
      return Stream.of(text);
    }
    List<String> refs = new ArrayList<>();
    for (String field : text.split(",", -1)) {
      String bare = field.replace("\"", "").strip();
      int equals = bare.indexOf('=');
      String key = equals < 0 ? "" : bare.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      if (key.equals("ref")) {
        refs.add(bare.substring(equals + 1).strip());
      }
    }
    boolean isInline = text.replace("\"", "").strip().equalsIgnoreCase("type=inline");
    // What goes elsewhere than to an image is named whole, so that nobody has been granted it.
    return refs.isEmpty() && !isInline ? Stream.of(text) : refs.stream();
  }
}
