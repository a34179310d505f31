package dev.berth.kube;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Reads bodies, up to a bound. */
final class KubeBodies {
  /** The contract's bound. */
  private static final int MOST_BYTES = 1 << 20;

  /** From the first byte of a body to its last. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Set<String> READABLE =
      Set.of("json", "yaml", "x-yaml", "vnd.kubernetes.yaml");

  private KubeBodies() {}

  /** A whole document. */
  static String text(InputStream body, HttpHeaders headers) {
    MediaType type = headers.getMediaType();
    if (type != null && !READABLE.contains(type.getSubtype())) {
      throw KubeException.of(
          415,
          "UnsupportedMediaType",
          "the body of the request was in an unknown format - accepted media types include:"
              + " application/json, application/yaml");
    }
    return patch(body);
  }

  /** A body whose type somebody else has looked at. */
  static String patch(InputStream body) {
    return utf8(bytes(body));
  }

  static byte[] bytes(InputStream body) {
    try {
      byte[] bytes = received(body);
      if (bytes.length > MOST_BYTES) {
        throw KubeException.of(
            413, "RequestEntityTooLarge", "a document may have 1 MiB, this one is longer");
      }
      return bytes;
    } catch (IOException e) {
      throw KubeException.bad("the body ended early: " + e.getMessage());
    }
  }

  /** A client that sends a byte now and then must not hold its place for ever. */
  private static byte[] received(InputStream body) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    long deadline = System.nanoTime() + LONGEST.toNanos();
    int count = body.read(buffer);
    while (count >= 0 && received.size() <= MOST_BYTES) {
      received.write(buffer, 0, count);
      if (System.nanoTime() > deadline) {
        throw KubeException.of(
            408, "Timeout", "the body took longer than " + LONGEST.toSeconds() + " s");
      }
      count = body.read(buffer);
    }
    return received.toByteArray();
  }

  static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw KubeException.bad("the body is not UTF-8 text");
    }
  }
}
