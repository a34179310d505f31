package dev.berth.store;

import dev.berth.port.NoticeStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** What is remembered of targets of notices, in the database. */
@ApplicationScoped
public class StoredNotices implements NoticeStore {
  private final NoticeRows rows;

  StoredNotices(NoticeRows rows) {
    this.rows = rows;
  }

  @Override
  @Transactional
  public Optional<String> find(String target) {
    return rows.findByIdOptional(target).map(row -> row.content);
  }

  @Override
  @Transactional
  public void save(String target, String text) {
    NoticeEntity row = rows.findByIdOptional(target).orElseGet(NoticeEntity::new);
    row.content = text;
    if (row.target == null) {
      row.target = target;
      rows.persist(row);
    }
  }
}
