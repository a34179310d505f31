package dev.berth.images;

import dev.berth.spec.ContextUploads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Takes build contexts that are sent: streamed to disk, checked, and kept by their content. */
public final class UploadedContexts implements ContextUploads {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final ContextStore store;
  private final long limit;

  /**
   * Over a store.
   *
   * @param limit bytes of a context, packed and unpacked
   */
  public UploadedContexts(ContextStore store, long limit) {
    this.store = store;
    this.limit = limit;
  }

  @Override
  public Receipt take(InputStream body, long announced) {
    if (announced > limit) {
      return new Refused(true, ContextException.tooBig(limit).why());
    }
    try (Spool spool = new Spool(store.folder(), limit)) {
      SortedMap<String, ContextFile> files =
          new ContextArchive(spool).read(body, store.folder(), limit);
      String digest = ContextStore.digest(files);
      boolean isNew = !store.has(digest);
      if (isNew) {
        store.put(files);
      } else {
        store.touch(digest);
      }
      return new Kept(digest, store.size(digest).orElse(0), isNew);
    } catch (Bounded.Exceeded e) {
      return new Refused(true, ContextException.tooBig(e.limit()).why());
    } catch (ContextException e) {
      return new Refused(e.isTooBig(), e.why());
    } catch (IOException e) {
      throw new UncheckedIOException("take a build context", e);
    }
  }

  @Override
  public Optional<Kept> find(String digest) {
    if (!DIGEST.matcher(digest).matches() || store.size(digest).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Kept(digest, store.size(digest).orElse(0), false));
  }
}
