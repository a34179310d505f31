package dev.berth.store;

import dev.berth.state.Revision;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
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

  /** Null where the text is a shared one. */
  @Nullable String declared;

  @Column(name = "declared_text")
  @Nullable String declaredText;

  @Nullable String resolved;

  @Column(name = "resolved_text")
  @Nullable String resolvedText;

  String author;

  @Column(name = "applied_at")
  Instant appliedAt;

  @Column(name = "ready_at")
  @Nullable Instant readyAt;

  @Column(name = "failure_reason")
  @Nullable String failureReason;

  @Column(name = "failure_message")
  @Nullable String failureMessage;

  Revision revision(AppText texts, RevisionTexts shared) {
    return new Revision(
        number,
        texts.read(shared.declared(this)),
        texts.read(shared.resolved(this)),
        author,
        appliedAt,
        Optional.ofNullable(readyAt),
        Optional.ofNullable(failureReason)
            .map(word -> new Revision.Failure(word, Objects.toString(failureMessage, ""))));
  }
}
