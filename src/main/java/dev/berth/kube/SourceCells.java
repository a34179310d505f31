package dev.berth.kube;

import dev.berth.intake.read.DeclaredResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row of a source: what its status tells of the last sync. */
final class SourceCells {
  private static final String NONE = "<none>";
  private static final int SHORT = 12;

  private SourceCells() {}

  static List<Object> of(DeclaredResource.OfResource source, Instant now) {
    return of(source.name(), source.document().get("status"), source.resource().createdAt(), now);
  }

  static List<Object> of(String name, @Nullable Object status, Instant createdAt, Instant now) {
    Map<?, ?> told = status instanceof Map<?, ?> map ? map : Map.of();
    return List.of(
        name,
        told.get("revision") instanceof String revision ? brief(revision) : NONE,
        state(told.get("conditions")),
        told.get("lastSync") instanceof String time
            ? KubeTables.age(Instant.parse(time), now)
            : NONE,
        KubeTables.age(createdAt, now));
  }

  /** Commits and digests as people know them. */
  private static String brief(String revision) {
    String bare = revision.substring(revision.indexOf(':') + 1);
    return bare.matches("[0-9a-f]{40,}") ? bare.substring(0, SHORT) : revision;
  }

  /** The reason of the first condition, which is {@code Synced}. */
  private static Object state(@Nullable Object conditions) {
    return conditions instanceof List<?> list
            && !list.isEmpty()
            && list.getFirst() instanceof Map<?, ?> synced
            && synced.get("reason") instanceof String reason
        ? reason
        : "Pending";
  }
}
