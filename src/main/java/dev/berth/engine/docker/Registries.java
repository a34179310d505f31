package dev.berth.engine.docker;

import dev.berth.engine.Logins;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How registries are reached.
 *
 * @param logins credentials
 * @param mirrors hosts that hold copies of a registry, in the order to ask them, by its host
 */
public record Registries(Logins logins, Map<String, List<String>> mirrors) {
  public Registries {
    mirrors = Map.copyOf(mirrors);
  }

  /** Where to ask for a reference by tag, before its own registry; none for one by digest. */
  List<String> copies(String reference) {
    ImageName name = ImageName.of(reference);
    if (name.isPinned()) {
      return List.of();
    }
    return of(name.registry()).stream()
        .map(mirror -> mirror + "/" + path(name) + ":" + name.tag())
        .toList();
  }

  /** Hosts with copies of a registry, in the order to ask them. */
  List<String> of(String registry) {
    return mirrors.getOrDefault(registry, List.of());
  }

  /** Without the host; official images of the hub are in a folder of it. */
  private static String path(ImageName name) {
    String repository = name.repository();
    String prefix =
        Stream.of(name.registry() + "/", "index.docker.io/")
            .filter(repository::startsWith)
            .findFirst()
            .orElse("");
    String path = repository.substring(prefix.length());
    return name.registry().equals(ImageName.HUB) && !path.contains("/") ? "library/" + path : path;
  }
}
