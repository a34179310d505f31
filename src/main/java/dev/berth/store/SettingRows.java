package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The table of what Berth knows of itself: a text by its name. Asked and told in a transaction. */
@ApplicationScoped
class SettingRows implements PanacheRepositoryBase<SettingEntity, String> {

  Optional<String> text(String name) {
    return findByIdOptional(name).map(row -> row.content);
  }

  /** In place of what was there. */
  void put(String name, String text) {
    SettingEntity row = findByIdOptional(name).orElseGet(SettingEntity::new);
    row.name = name;
    row.content = text;
    persist(row);
  }
}
