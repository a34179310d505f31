package dev.berth.store;

import dev.berth.spec.Revision;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  @Column(name = "ready_at")
  @Nullable Instant readyAt;

  @Column(name = "failure_reason")
  @Nullable String failureReason;

  @Column(name = "failure_message")
  @Nullable String failureMessage;

  Revision revision(AppText texts) {
    return new Revision(
        number,
        texts.read(declared),
        texts.read(resolved),
        author,
        appliedAt,
        Optional.ofNullable(readyAt),
        Optional.ofNullable(failureReason)
            .map(word -> new Revision.Failure(word, Objects.toString(failureMessage, ""))));
  }
}
