package dev.berth.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of the table of writes of late. */
@Entity
@Table(name = "feed_change")
class ChangeEntity {
  @Id long number;
  String what;
  String kind;
  String name;

  /** Those before, as JSON. */
  @Column(name = "labels")
  @Nullable String labels;

  /** Of what was deleted: see {@link RemainsText}. */
  @Nullable String remains;
}
