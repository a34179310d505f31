package dev.berth.kube;

import dev.berth.http.SentBody;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Reads bodies, up to a bound. */
final class KubeBodies {
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
      byte[] bytes = SentBody.received(body);
      if (bytes.length > SentBody.MOST_BYTES) {
        throw KubeException.of(
            413, "RequestEntityTooLarge", "a document may have 1 MiB, this one is longer");
      }
      return bytes;
    } catch (SentBody.Late e) {
      throw KubeException.of(408, "Timeout", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw KubeException.bad("the body ended early: " + e.getMessage());
    }
  }

  static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw KubeException.bad("the body is not UTF-8 text");
    }
  }
}
