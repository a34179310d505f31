package dev.berth.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of what Berth knows of itself. */
@Entity
@Table(name = "setting")
class SettingEntity {
  @Id String name;
  String content;
}
