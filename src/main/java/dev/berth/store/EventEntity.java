package dev.berth.store;

import dev.berth.status.AppEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the table of events. */
@Entity
@Table(name = "event")
class EventEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  long version;

  String app;

  @Nullable String service;

  @Nullable String container;

  @Column(name = "happened_at")
  Instant happenedAt;

  boolean warning;
  String reason;
  String message;

  @Column(name = "took_millis")
  @Nullable Long tookMillis;

  int times;

  AppEvent event() {
    return new AppEvent(
        id,
        version,
        app,
        new AppEvent.Subject(Optional.ofNullable(service), Optional.ofNullable(container)),
        happenedAt,
        warning,
        reason,
        message,
        Optional.ofNullable(tookMillis).map(Duration::ofMillis),
        times);
  }
}
