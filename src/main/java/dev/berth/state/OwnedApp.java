package dev.berth.state;

/**
 * An app that a source has applied and answers for.
 *
 * @param file of the source that declares it, as a path inside the source; empty if none does any
 *     more and the source does not prune
 * @param forced whether somebody has overridden the files, which lasts until the next sync
 */
public record OwnedApp(String app, String source, String file, boolean forced) {

  /** The same with files that hold, or are overridden. */
  public OwnedApp withForced(boolean changed) {
    return new OwnedApp(app, source, file, changed);
  }
}
