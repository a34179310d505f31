package dev.berth.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of the table of resources. */
@Entity
@Table(name = "resource")
@IdClass(ResourceEntity.Key.class)
class ResourceEntity {
  @Id String kind;
  @Id String name;

  String uid;
  long generation;

  @Column(name = "resource_version")
  long resourceVersion;

  String labels;
  String annotations;
  String managers;
  String spec;

  @Column(name = "created_at")
  Instant createdAt;

  /** What tells rows apart. */
  record Key(String kind, String name) implements Serializable {}
}
