package dev.berth.state;

import java.time.Instant;
import java.util.List;

/** The port to the browsers that have signed in. Every method is one transaction. */
public interface LoginSessions {
  List<LoginSession> all();

  void add(LoginSession session);

  void remove(String id);

  /** Forgets those that were over by then. */
  void removeOver(Instant now);
}
