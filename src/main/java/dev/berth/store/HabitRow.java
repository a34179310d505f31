package dev.berth.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.TreeSet;

/** What was learnt of the engine, a line each in one row; asked and told in a transaction. */
@ApplicationScoped
class HabitRow {
  private static final String NAME = "engine-habits";

  private final SettingRows settings;

  HabitRow(SettingRows settings) {
    this.settings = settings;
  }

  Set<String> all() {
    return settings
        .findByIdOptional(NAME)
        .map(row -> Set.copyOf(row.content.lines().toList()))
        .orElse(Set.of());
  }

  void add(Set<String> learnt) {
    Set<String> all = new TreeSet<>(all());
    all.addAll(learnt);
    SettingEntity row = settings.findByIdOptional(NAME).orElseGet(SettingEntity::new);
    row.name = NAME;
    row.content = String.join("\n", all);
    settings.persist(row);
  }
}
