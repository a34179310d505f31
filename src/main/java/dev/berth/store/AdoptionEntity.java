package dev.berth.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of adopted things. */
@Entity
@Table(name = "adoption")
class AdoptionEntity {
  /** Kind and id: {@code CONTAINER 4f2a…}. */
  @Id String thing;

  String app;

  /** A line each, {@code key=value}. */
  String labels;
}
