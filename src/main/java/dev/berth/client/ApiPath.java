package dev.berth.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A path below the address of a Berth, with its query; parts may hold any character. */
public record ApiPath(String path, Map<String, List<String>> query) {
  public static ApiPath of(String... parts) {
    return new ApiPath(
        Arrays.stream(parts).map(ApiPath::encoded).collect(Collectors.joining("/", "/", "")),
        Map.of());
  }

  /** {@code /v1/apps/NAME}, and what lies below it. */
  public static ApiPath app(String name, String... below) {
    String rest =
        Arrays.stream(below).map(part -> "/" + encoded(part)).collect(Collectors.joining());
    return new ApiPath("/v1/apps/" + encoded(name) + rest, Map.of());
  }

  public ApiPath with(String name, String value) {
    return with(name, List.of(value));
  }

  /** Said once for each value. */
  public ApiPath with(String name, List<String> values) {
    Map<String, List<String>> more = new LinkedHashMap<>(query);
    more.put(name, List.copyOf(values));
    return new ApiPath(path, more);
  }

  public ApiPath with(String name, Optional<String> value) {
    return value.map(text -> with(name, text)).orElse(this);
  }

  public ApiPath flag(String name, boolean isSet) {
    return isSet ? with(name, "true") : this;
  }

  @Override
  public String toString() {
    String asked =
        query.entrySet().stream()
            .flatMap(entry ->
                entry.getValue().stream().map(value -> entry.getKey() + "=" + encoded(value)))
            .collect(Collectors.joining("&"));
    return asked.isEmpty() ? path : path + "?" + asked;
  }

  /** As one part of a path, or as one value. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
