package dev.berth.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of the table of applied specs. */
@Entity
@Table(name = "revision")
class RevisionEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  String app;
  long number;
  @Lob String declared;
  @Lob String resolved;
  String author;

  @Column(name = "applied_at")
  Instant appliedAt;
}
