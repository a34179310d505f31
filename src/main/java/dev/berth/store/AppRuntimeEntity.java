package dev.berth.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of what is remembered of apps. */
@Entity
@Table(name = "app_runtime")
class AppRuntimeEntity {
  @Id String app;
  String content;
}
