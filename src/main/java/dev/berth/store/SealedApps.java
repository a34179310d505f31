package dev.berth.store;

import dev.berth.state.secret.ReEncryptor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Texts of apps and their revisions, sealed anew. Each row by itself: cut off half-way, the rest
 * can still be read with the older keys, which stay.
 */
@ApplicationScoped
public class SealedApps implements ReEncryptor {
  private final AppRows apps;
  private final RevisionRows revisions;
  private final AppText texts;
  private final RevisionTexts shared;

  SealedApps(AppRows apps, RevisionRows revisions, AppText texts, RevisionTexts shared) {
    this.shared = shared;
    this.apps = apps;
    this.revisions = revisions;
    this.texts = texts;
  }

  @Override
  public int reseal() {
    List<String> names =
        QuarkusTransaction.requiringNew()
            .call(() -> apps.streamAll().map(row -> row.name).toList());
    List<Long> numbers =
        QuarkusTransaction.requiringNew()
            .call(() -> revisions.streamAll().map(row -> row.id).toList());
    int count = 0;
    for (String name : names) {
      count += QuarkusTransaction.requiringNew().call(() -> app(name));
    }
    for (Long id : numbers) {
      count += QuarkusTransaction.requiringNew().call(() -> revision(id));
    }
    return count;
  }

  @Override
  public int count() {
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          long count =
              apps.streamAll()
                      .filter(row -> texts.ages(row.declared) || texts.ages(row.resolved))
                      .count()
                  + revisions
                      .streamAll()
                      .filter(row ->
                          texts.ages(shared.declared(row)) || texts.ages(shared.resolved(row)))
                      .count();
          return Math.toIntExact(count);
        });
  }

  /** Under a lock, so that no write between is undone. */
  private int app(String name) {
    return apps.findByIdOptional(name, jakarta.persistence.LockModeType.PESSIMISTIC_WRITE)
        .filter(row -> texts.isStale(row.declared) || texts.isStale(row.resolved))
        .map(row -> {
          row.declared = texts.fresh(row.declared);
          row.resolved = texts.fresh(row.resolved);
          return 1;
        })
        .orElse(0);
  }

  private int revision(long id) {
    return revisions.findByIdOptional(id).filter(this::isStale).map(this::freshened).orElse(0);
  }

  private boolean isStale(RevisionEntity row) {
    return texts.isStale(shared.declared(row)) || texts.isStale(shared.resolved(row));
  }

  private int freshened(RevisionEntity row) {
    shared.write(row, texts.fresh(shared.declared(row)), texts.fresh(shared.resolved(row)));
    return 1;
  }
}
