package dev.berth.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The port to the memory of what sources have done: which apps are theirs, and how the last sync
 * went. Every method is one durable transaction.
 */
public interface SourceInventory {

  /** Whose an app is; empty for one that no source has applied. */
  Optional<OwnedApp> owner(String app);

  /** What a source has applied, in the order of names. */
  List<OwnedApp> claims(String source);

  /**
   * Writes a claim down, in place of the source's own on that app.
   *
   * @return false, and nothing is written, if the app is another source's
   */
  boolean claim(OwnedApp ownedApp);

  /** Gives an app up, if it is that source's. */
  void release(String app, String source);

  /** What was reported of a source last: maps, lists, texts, numbers and truth values. */
  Optional<Map<String, Object>> report(String source);

  void saveReport(String source, Map<String, Object> report);

  /** Gives up all apps of a source, which stay as they are, and what was reported. */
  void forget(String source);
}
