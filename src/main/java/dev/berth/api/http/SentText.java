package dev.berth.api.http;

import dev.berth.http.SentBody;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the text of a request for as long as it is answered, so that an error can say where in
 * it something is wrong. What a patch leads to is not in its own text.
 */
public final class SentText {
  private static final String KEPT = "dev.berth.sent-text";
  private static final Set<String> METHODS = Set.of(HttpMethod.POST, HttpMethod.PUT);
  private static final Set<String> ARCHIVES = Set.of("x-tar", "gzip", "octet-stream");

  @ServerRequestFilter
  public void keep(ContainerRequestContext request) {
    // Kubernetes' door tells errors in its own form, without places.
    boolean isOfApi = request.getUriInfo().getPath().startsWith("/v1/");
    if (isOfApi && METHODS.contains(request.getMethod()) && !isArchive(request.getMediaType())) {
      Copy copy = new Copy(request.getEntityStream());
      request.setEntityStream(copy);
      request.setProperty(KEPT, copy);
    }
  }

  private static boolean isArchive(@Nullable MediaType type) {
    return type != null && ARCHIVES.contains(type.getSubtype());
  }

  /** As far as it was read; empty where it was no text. */
  static Optional<String> of(ContainerRequestContext request) {
    return Optional.ofNullable(request.getProperty(KEPT))
        .map(copy -> ((Copy) copy).text())
        .filter(text -> !text.isBlank());
  }

  /** Passes on what is read, and keeps as much of it as a manifest may have. */
  private static final class Copy extends FilterInputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean isTooLong;

    Copy(InputStream from) {
      super(from);
    }

    String text() {
      return isTooLong ? "" : kept.toString(StandardCharsets.UTF_8);
    }

    private void keep(byte[] bytes, int from, int count) {
      isTooLong |= kept.size() + count > SentBody.MOST_BYTES;
      if (!isTooLong) {
        kept.write(bytes, from, count);
      }
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      if (next >= 0) {
        keep(new byte[] {(byte) next}, 0, 1);
      }
      return next;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = super.read(into, from, length);
      if (count > 0) {
        keep(into, from, count);
      }
      return count;
    }
  }
}
