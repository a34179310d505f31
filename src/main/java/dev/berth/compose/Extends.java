package dev.berth.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays services over those that they extend. */
final class Extends {
  private static final int LONGEST_CHAIN = 100;

  private final Loader loader;
  private final Problems problems;
  private final Loader.Setting setting;

  /**
   * Services to look among.
   *
   * @param file that holds them
   * @param layer with what the file resets
   */
  private record Source(String file, Map<String, Object> services, Layer layer) {}

  private Extends(Loader loader, Problems problems, Loader.Setting setting) {
    this.loader = loader;
    this.problems = problems;
    this.setting = setting;
  }

  /** Changes a tree. */
  static void apply(
      Map<String, Object> tree,
      Layer layer,
      String file,
      Loader.Setting setting,
      Loader loader,
      Problems problems) {
    Object given = tree.get("services");
    Optional<Map<String, Object>> services = ComposeTrees.map(given);
    if (services.isEmpty()) {
      if (given != null) {
        problems.add(TreePath.of("services"), "must be a map, was " + ComposeTrees.kind(given));
        tree.remove("services");
      }
      return;
    }
    Extends all = new Extends(loader, problems, setting);
    Source source = new Source(file, services.get(), layer);
    for (String name : List.copyOf(services.get().keySet())) {
      all.service(name, services.get(), source);
    }
  }

  private void service(String name, Map<String, Object> services, Source source) {
    TreePath path = TreePath.of("services", name);
    try {
      services.put(name, extended(name, source, List.of()));
    } catch (RefusedException e) {
      problems.add(path.key("extends"), e.reason());
      ComposeTrees.map(services.get(name)).ifPresent(service -> service.remove("extends"));
    }
  }

  private Object extended(String name, Source source, List<String> chain) throws RefusedException {
    Object given = source.services().getOrDefault(name, Nothing.NULL);
    if (given == Nothing.NULL) {
      return given;
    }
    Map<String, Object> service =
        ComposeTrees.map(given)
            .orElseThrow(() ->
                new RefusedException(
                    "service `" + name + "` must be a map, was " + ComposeTrees.kind(given)));
    if (!service.containsKey("extends")) {
      return service;
    }
    String here = source.file() + " " + name;
    if (chain.contains(here) || chain.size() > LONGEST_CHAIN) {
      throw new RefusedException("leads back to itself: service `" + name + "` extends itself");
    }
    List<String> longer = new ArrayList<>(chain);
    longer.add(here);
    return laidOver(name, service, source, longer);
  }

  private Object laidOver(
      String name, Map<String, Object> service, Source source, List<String> chain)
      throws RefusedException {
    Object reference = service.getOrDefault("extends", Nothing.NULL);
    String ref = serviceOf(reference);
    Source base = source(reference, source);
    if (!base.services().containsKey(ref)) {
      throw new RefusedException(
          "there is no service `" + ref + "` to extend in " + Paths.name(base.file()));
    }
    Object below = extended(ref, base, chain);
    if (below == Nothing.NULL) {
      return service;
    }
    if (!problems.budget.allowsValues(ComposeTrees.size(below))) {
      throw new RefusedException(
          "grows to more than " + Budget.MOST_VALUES + " values by what it extends");
    }
    if (!problems.budget.allowsLetters(ComposeTrees.letters(below))) {
      throw new RefusedException(
          "grows to more than " + Budget.MOST_LETTERS + " letters by what it extends");
    }
    Map<String, Object> copy = ComposeTrees.map(ComposeTrees.copy(below)).orElseThrow();
    Layer resetting = source.layer();
    resetting.clear(ComposeTrees.mapOf("services", ComposeTrees.mapOf(name, copy)), TreePath.ROOT);
    Map<String, Object> merged =
        new Merge(problems).over(copy, service, TreePath.of("services", name));
    merged.remove("extends");
    return merged;
  }

  private static String serviceOf(Object reference) throws RefusedException {
    Object ref =
        reference instanceof Map<?, ?>
            ? ComposeTrees.map(reference).orElseThrow().getOrDefault("service", Nothing.NULL)
            : reference;
    if (ref instanceof String text) {
      return text;
    }
    throw new RefusedException("needs `service`, a text");
  }

  private Source source(Object reference, Source current) throws RefusedException {
    Object file =
        ComposeTrees.map(reference)
            .orElseGet(LinkedHashMap::new)
            .getOrDefault("file", Nothing.NULL);
    if (file == Nothing.NULL) {
      return current;
    }
    if (!(file instanceof String path)) {
      throw new RefusedException("needs a text for `file`, was " + ComposeTrees.kind(file));
    }
    String found = Paths.below(setting.folder(), path);
    Loader.Extended loaded = loader.forExtending(found, setting);
    Map<String, Object> services =
        ComposeTrees.map(loaded.tree().get("services"))
            .orElseThrow(
                () -> new RefusedException("there are no services in " + Paths.name(found)));
    return new Source(found, services, loaded.layer());
  }
}
