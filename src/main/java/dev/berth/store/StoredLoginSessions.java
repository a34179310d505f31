package dev.berth.store;

import dev.berth.state.LoginSession;
import dev.berth.state.LoginSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Browsers that have signed in, in the database. */
@ApplicationScoped
public class StoredLoginSessions implements LoginSessions {
  private final LoginSessionRows rows;

  StoredLoginSessions(LoginSessionRows rows) {
    this.rows = rows;
  }

  @Override
  @Transactional
  public List<LoginSession> all() {
    return rows.listAll().stream()
        .map(row -> new LoginSession(row.id, row.token, row.expiresAt))
        .toList();
  }

  @Override
  @Transactional
  public void add(LoginSession session) {
    LoginSessionEntity row = new LoginSessionEntity();
    row.id = session.id();
    row.token = session.token();
    row.expiresAt = session.expiresAt();
    rows.persist(row);
  }

  @Override
  @Transactional
  public void remove(String id) {
    rows.deleteById(id);
  }

  @Override
  @Transactional
  public void removeOver(Instant now) {
    rows.delete("expiresAt <= ?1", now);
  }
}
