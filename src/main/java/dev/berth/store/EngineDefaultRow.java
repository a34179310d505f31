package dev.berth.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.TreeSet;

/** What was learnt of the engine, a line each in one row; asked and told in a transaction. */
@ApplicationScoped
class EngineDefaultRow {
  private static final String NAME = "engine-habits";

  private final SettingRows settings;

  EngineDefaultRow(SettingRows settings) {
    this.settings = settings;
  }

  Set<String> all() {
    return settings.text(NAME).map(text -> Set.copyOf(text.lines().toList())).orElse(Set.of());
  }

  void add(Set<String> learnt) {
    Set<String> all = new TreeSet<>(all());
    all.addAll(learnt);
    settings.put(NAME, String.join("\n", all));
  }
}
