package dev.berth.store;

import dev.berth.state.OwnedApp;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of claims. */
@Entity
@Table(name = "claim")
class OwnedAppEntity {
  @Id String app;
  String source;
  String file;
  boolean forced;

  OwnedApp claim() {
    return new OwnedApp(app, source, file, forced);
  }
}
