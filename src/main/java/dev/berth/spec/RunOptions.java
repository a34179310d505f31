package dev.berth.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Options of {@code docker run} that are set, by name; what is absent is left to the engine.
 *
 * @param settings in the order of {@link RunOption}
 */
public record RunOptions(SortedMap<RunOption, Setting> settings) {
  /** Nothing is set. */
  public static final RunOptions NONE = new RunOptions(new TreeMap<>());

  public RunOptions {
    settings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** What an option is set to. */
  public Optional<Setting> get(RunOption option) {
    return Optional.ofNullable(settings.get(option));
  }

  /** The words of an option; none where it is not set. */
  public List<String> words(RunOption option) {
    return get(option).orElse(new Setting.Words(List.of())) instanceof Setting.Words words
        ? words.words()
        : List.of();
  }

  /** The pairs of an option; none where it is not set. */
  public SortedMap<String, String> pairs(RunOption option) {
    return get(option).orElse(new Setting.Words(List.of())) instanceof Setting.Pairs pairs
        ? pairs.pairs()
        : new TreeMap<>();
  }

  /** The text of an option; empty where it is not set. */
  public String text(RunOption option) {
    return get(option).map(Setting::text).orElse("");
  }

  /** With an option set, or set to something else. */
  public RunOptions with(RunOption option, Setting setting) {
    SortedMap<RunOption, Setting> changed = new TreeMap<>(settings);
    changed.putAll(Map.of(option, setting));
    return new RunOptions(changed);
  }
}
