package dev.berth.image.context;

import dev.berth.port.ContextUploads;
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

  /** What becomes of the files of an archive. */
  private interface Keeping {
    Kept of(SortedMap<String, ContextFile> files);
  }

  @Override
  public Receipt take(InputStream body, long announced) {
    return read(body, announced, this::kept);
  }

  private Kept kept(SortedMap<String, ContextFile> files) {
    String digest = ContextStore.digest(files);
    boolean isNew = !store.has(digest);
    if (isNew) {
      store.put(files);
    } else {
      store.touch(digest);
    }
    return new Kept(digest, store.size(digest).orElse(0), isNew);
  }

  @Override
  public Receipt dryRun(InputStream body, long announced) {
    return read(body, announced, this::foreseen);
  }

  private Kept foreseen(SortedMap<String, ContextFile> files) {
    ContextStore.Packed packed = ContextStore.packed(files);
    return new Kept(packed.digest(), packed.sizeBytes(), !store.has(packed.digest()));
  }

  private Receipt read(InputStream body, long announced, Keeping keeping) {
    if (announced > limit) {
      return new Refused(true, ContextException.tooBig(limit).why());
    }
    try (DiskBuffer diskBuffer = new DiskBuffer(store.folder(), limit)) {
      return keeping.of(new ContextArchive(diskBuffer).read(body, store.folder(), limit));
    } catch (LimitedInputStream.Exceeded e) {
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
