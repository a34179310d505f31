package dev.berth.store;

import dev.berth.spec.Claim;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of claims. */
@Entity
@Table(name = "claim")
class ClaimEntity {
  @Id String app;
  String source;
  String file;
  boolean forced;

  Claim claim() {
    return new Claim(app, source, file, forced);
  }
}
