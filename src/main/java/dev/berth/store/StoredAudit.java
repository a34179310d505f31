package dev.berth.store;

import dev.berth.state.AuditEntry;
import dev.berth.state.AuditTrail;
import dev.berth.state.secret.TokenValue;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The last entries of the audit, in the database. */
@ApplicationScoped
public class StoredAudit implements AuditTrail {
  /** What the columns hold. */
  private static final int LONGEST = 1000;

  /** Old rows go in batches: each look for them costs as much as a write. */
  private static final int BATCH = 100;

  /** Before the digest of a file's name. */
  private static final String END = "audit-end-";

  private static final int DIGITS = 16;

  private final AuditRows rows;
  private final SettingRows settings;
  private final int kept;

  StoredAudit(
      AuditRows rows,
      SettingRows settings,
      @ConfigProperty(name = "berth.audit.entries", defaultValue = "10000") int kept) {
    this.rows = rows;
    this.settings = settings;
    this.kept = kept;
  }

  @Override
  @Transactional
  public void append(AuditEntry entry, String file, String digest) {
    AuditEntity row = new AuditEntity();
    row.happenedAt = entry.time();
    row.who = cut(entry.who());
    row.cameFrom = cut(entry.from());
    row.what = cut(entry.what());
    row.code = entry.code();
    row.before = entry.before().orElse(null);
    row.after = entry.after().orElse(null);
    settings.put(name(file), digest);
    rows.persistAndFlush(row);
    if (row.id % BATCH == 0) {
      rows.delete("id <= ?1", row.id - kept);
    }
  }

  @Override
  @Transactional
  public Optional<String> end(String file) {
    return settings.text(name(file));
  }

  /** Several Berths share a database, and each has a file. */
  private static String name(String file) {
    return END + TokenValue.hash(file).substring(0, DIGITS);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  @Override
  @Transactional
  public List<AuditEntry> latest(int limit) {
    return rows.findAll(Sort.by("id").descending()).page(Page.ofSize(limit)).list().stream()
        .map(AuditEntity::entry)
        .toList();
  }
}
