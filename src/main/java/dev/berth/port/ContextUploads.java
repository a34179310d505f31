package dev.berth.port;

import java.io.InputStream;
import java.util.Optional;

/** The port to the build contexts that Berth keeps. */
public interface ContextUploads {

  /**
   * Keeps an archive that somebody sends: tar, tar.gz or zip, told apart by its content.
   *
   * @param body read once, as it comes, and not closed
   * @param announced how many bytes the sender says will come; negative if it does not say
   */
  Receipt take(InputStream body, long announced);

  /**
   * Reads and checks an archive likewise, and keeps nothing.
   *
   * @return how it would be kept
   */
  Receipt dryRun(InputStream body, long announced);

  /** A context that is kept. */
  Optional<Kept> find(String digest);

  /** What became of an upload. */
  sealed interface Receipt {}

  /**
   * A context that is kept.
   *
   * @param digest {@code sha256:…} over its content, whatever archive it came in
   * @param isNew whether it was not kept before
   */
  record Kept(String digest, long sizeBytes, boolean isNew) implements Receipt {}

  /**
   * An archive that is not taken.
   *
   * @param isTooBig whether its size is the reason
   */
  record Refused(boolean isTooBig, String why) implements Receipt {}
}
