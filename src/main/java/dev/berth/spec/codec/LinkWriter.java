package dev.berth.spec.codec;

import dev.berth.spec.Link;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes links: as a list where their names, and what they are called, say all. */
final class LinkWriter {
  private LinkWriter() {}

  /** Nothing of none. */
  static Optional<Object> links(List<Link> links) {
    if (links.isEmpty()) {
      return Optional.empty();
    }
    if (links.stream().allMatch(LinkWriter::isShort)) {
      return Optional.of(links.stream().map(LinkWriter::shortForm).toList());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    links.forEach(link -> all.put(link.name(), options(link)));
    return Optional.of(all);
  }

  /** {@code NAME}, or {@code NAME:ALIAS}. */
  static String shortForm(Link link) {
    return link.name() + link.alias().map(alias -> ":" + alias).orElse("");
  }

  private static boolean isShort(Link link) {
    return link.as(Optional.empty()).equals(Link.to(link.name()));
  }

  private static Map<String, Object> options(Link link) {
    Map<String, Object> options = new LinkedHashMap<>();
    link.image().ifPresent(image -> options.put("image", image));
    link.persist().ifPresent(persist -> options.put("persist", persist));
    link.auth().ifPresent(auth -> options.put("auth", auth));
    if (!link.environment().isEmpty()) {
      options.put("environment", link.environment());
    }
    link.alias().ifPresent(alias -> options.put("alias", alias));
    return options;
  }
}
