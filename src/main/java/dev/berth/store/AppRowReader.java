package dev.berth.store;

import dev.berth.spec.App;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.state.DesiredApp;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows as apps. Of a row that is as it was when it was last read only name and version are fetched:
 * of ten thousand apps the texts alone cost seconds.
 */
@ApplicationScoped
class AppRowReader {
  /** Thirty thousand small apps, or a hundred megabytes of memory. */
  private static final long MOST_CHARACTERS = 20_000_000;

  /** Rows fetched by one statement. */
  private static final int CHUNK = 500;

  private final AppRows rows;
  private final AppText texts;
  private final AppCache cache = new AppCache(MOST_CHARACTERS);

  /** What tells whether a row has changed. */
  record Head(String name, long resourceVersion) {}

  AppRowReader(AppRows rows, AppText texts) {
    this.rows = rows;
    this.texts = texts;
  }

  Optional<DesiredApp> find(String name) {
    return of(rows.find("name", name)).stream().findFirst();
  }

  /** In the order of the query. */
  List<DesiredApp> of(PanacheQuery<AppEntity> query) {
    List<Head> heads = query.project(Head.class).list();
    Map<String, DesiredApp> found = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (Head head : heads) {
      cache
          .find(head.name(), head.resourceVersion())
          .ifPresentOrElse(app -> found.put(head.name(), app), () -> missing.add(head.name()));
    }
    for (int at = 0; at < missing.size(); at += CHUNK) {
      List<String> names = missing.subList(at, Math.min(at + CHUNK, missing.size()));
      rows.list("name in ?1", names).forEach(row -> found.put(row.name, of(row)));
    }
    return heads.stream()
        .flatMap(head -> Optional.ofNullable(found.get(head.name())).stream())
        .toList();
  }

  DesiredApp of(AppEntity row) {
    App declared = texts.read(row.declared);
    App resolved = row.resolved.equals(row.declared) ? declared : texts.read(row.resolved);
    DesiredApp app =
        new DesiredApp(
            row.uid,
            row.generation,
            row.revision,
            row.resourceVersion,
            declared,
            resolved,
            row.createdAt,
            Optional.ofNullable(row.restartedAt),
            new DesiredApp.Halt(
                Optional.ofNullable(row.haltGraceMillis).map(Duration::ofMillis),
                Optional.ofNullable(row.haltSignal)),
            deletion(row.deletionAskedAt, row.deletionVolumes),
            QuarantineColumns.read(row),
            new ClientMetadata(NotesText.read(row.annotations), row.managers),
            ProgressColumns.read(row));
    if (!AppText.isSealed(row.resolved)) {
      cache.keep(app, row.declared.length() + row.resolved.length() + row.managers.length());
    }
    return app;
  }

  private static Optional<DesiredApp.Deletion> deletion(
      @Nullable Instant askedAt, boolean volumes) {
    return Optional.ofNullable(askedAt).map(at -> new DesiredApp.Deletion(at, volumes));
  }

  void forget(String name) {
    cache.forget(name);
  }
}
