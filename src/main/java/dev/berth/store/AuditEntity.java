package dev.berth.store;

import dev.berth.state.AuditEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the audit. */
@Entity
@Table(name = "audit")
class AuditEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  @Column(name = "happened_at")
  Instant happenedAt;

  String who;

  @Column(name = "came_from")
  String cameFrom;

  String what;
  int code;

  @Column(name = "digest_before")
  @Nullable String before;

  @Column(name = "digest_after")
  @Nullable String after;

  AuditEntry entry() {
    return new AuditEntry(
        id,
        happenedAt,
        who,
        cameFrom,
        what,
        code,
        Optional.ofNullable(before),
        Optional.ofNullable(after));
  }
}
