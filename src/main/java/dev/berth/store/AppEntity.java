package dev.berth.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table of apps. */
@Entity
@Table(name = "app")
class AppEntity {
  @Id String name;

  String uid;
  long generation;
  long revision;

  @Column(name = "resource_version")
  long resourceVersion;

  String declared;
  String resolved;

  String annotations;
  String managers;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "restarted_at")
  @Nullable Instant restartedAt;

  @Column(name = "halt_grace_millis")
  @Nullable Long haltGraceMillis;

  @Column(name = "halt_signal")
  @Nullable String haltSignal;

  @Column(name = "deletion_asked_at")
  @Nullable Instant deletionAskedAt;

  @Column(name = "deletion_volumes")
  boolean deletionVolumes;

  @Column(name = "quarantine_revision")
  @Nullable Long quarantineRevision;

  @Column(name = "quarantine_generation")
  @Nullable Long quarantineGeneration;

  @Column(name = "quarantine_target")
  @Nullable Long quarantineTarget;

  @Column(name = "quarantine_reason")
  @Nullable String quarantineReason;

  @Column(name = "quarantine_message")
  @Nullable String quarantineMessage;

  @Column(name = "quarantine_since")
  @Nullable Instant quarantineSince;

  @Column(name = "progress_target")
  @Nullable String progressTarget;

  @Column(name = "progress_step")
  int progressStep;

  @Column(name = "progress_since")
  @Nullable Instant progressSince;

  @Column(name = "progress_promoted")
  boolean progressPromoted;

  @Column(name = "progress_paused")
  boolean progressPaused;

  @Column(name = "progress_divided_at")
  @Nullable Instant progressDividedAt;

  @Column(name = "progress_aborted")
  boolean progressAborted;
}
