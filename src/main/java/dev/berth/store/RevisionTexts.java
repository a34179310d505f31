package dev.berth.store;

import dev.berth.state.secret.TokenValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of revisions. Equal ones are kept once; sealed ones stand in their rows, for no two
 * seals are equal. Written and swept under the turn of the feed only, one after the other.
 */
@ApplicationScoped
class RevisionTexts {
  private final RevisionTextRows rows;

  RevisionTexts(RevisionTextRows rows) {
    this.rows = rows;
  }

  /** Gives a revision its texts. */
  void write(RevisionEntity revision, String declared, String resolved) {
    revision.declaredText = shared(declared);
    revision.declared = revision.declaredText == null ? declared : null;
    revision.resolvedText = shared(resolved);
    revision.resolved = revision.resolvedText == null ? resolved : null;
  }

  private @Nullable String shared(String text) {
    if (AppText.isSealed(text)) {
      return null;
    }
    String digest = TokenValue.hash(text);
    if (rows.findByIdOptional(digest).isEmpty()) {
      RevisionTextEntity row = new RevisionTextEntity();
      row.digest = digest;
      row.content = text;
      rows.persist(row);
    }
    return digest;
  }

  String declared(RevisionEntity revision) {
    return text(revision.declared, revision.declaredText);
  }

  String resolved(RevisionEntity revision) {
    return text(revision.resolved, revision.resolvedText);
  }

  private String text(@Nullable String own, @Nullable String digest) {
    return own == null ? rows.findById(Objects.requireNonNull(digest)).content : own;
  }

  /** The shared texts of revisions that are about to go. */
  static List<String> digests(Collection<RevisionEntity> revisions) {
    return revisions.stream()
        .flatMap(row -> Stream.of(row.declaredText, row.resolvedText))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** Forgets those of some texts that no revision has any more. */
  void sweep(List<String> digests) {
    if (!digests.isEmpty()) {
      rows.delete(
          "digest in ?1 and not exists (select 1 from RevisionEntity r"
              + " where r.declaredText = digest or r.resolvedText = digest)",
          digests);
    }
  }
}
