package dev.berth.store;

import dev.berth.port.Lead;
import dev.berth.state.AppRuntimes;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** What a Berth that leads remembers of apps, in the database, where another may come after it. */
@ApplicationScoped
public class StoredRuntimes implements AppRuntimes {
  private final AppRuntimeRows rows;
  private final Lead lead;

  StoredRuntimes(AppRuntimeRows rows, Lead lead) {
    this.rows = rows;
    this.lead = lead;
  }

  /** Of apps that are gone nothing is remembered. */
  @Transactional
  void clear(@Observes @Priority(1) Lead.Won won) {
    if (lead.isShared()) {
      rows.delete("app not in (select name from AppEntity)");
    }
  }

  @Override
  public long epoch() {
    return lead.epoch();
  }

  @Override
  @Transactional
  public Optional<String> find(String app) {
    return lead.isShared() ? rows.findByIdOptional(app).map(row -> row.content) : Optional.empty();
  }

  @Override
  @Transactional
  public void save(String app, String text) {
    if (!lead.isShared()) {
      return;
    }
    Optional<AppRuntimeEntity> before = rows.findByIdOptional(app);
    if (text.isEmpty()) {
      before.ifPresent(rows::delete);
      return;
    }
    AppRuntimeEntity row = before.orElseGet(AppRuntimeEntity::new);
    row.content = text;
    if (before.isEmpty()) {
      row.app = app;
      rows.persist(row);
    }
  }
}
