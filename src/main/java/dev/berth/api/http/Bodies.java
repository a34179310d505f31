package dev.berth.api.http;

import dev.berth.http.CpuWork;
import dev.berth.http.SentBody;
import dev.berth.intake.upload.ComposeIntake;
import dev.berth.manifest.ManifestReader;
import dev.berth.manifest.RequestBodies;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Reads the bodies of requests, up to a bound. */
public final class Bodies {
  private Bodies() {}

  /** The documents of a body; one that is broken as a whole ends the request. */
  public static ManifestReader.Manifest manifest(InputStream body) {
    String text = text(body);
    return CpuWork.done(() -> manifest(text));
  }

  private static ManifestReader.Manifest manifest(String text) {
    ManifestReader.Manifest manifest = ManifestReader.read(text);
    if (!manifest.enveloped() && ComposeIntake.isComposeFile(text)) {
      throw ProblemException.of(
          422,
          "Unprocessable Content",
          "this is a Compose file, and here is the place for manifests: send it to"
              + " POST /v1/compose?name=NAME, or write `name: NAME` at its top if it is to be"
              + " read as a manifest");
    }
    if (!manifest.violations().isEmpty()) {
      throw new ProblemException(ProblemDetails.invalid(manifest.violations()));
    }
    return manifest;
  }

  /** The one app of a body; anything else ends the request with what is wrong. */
  public static AppDraft app(ManifestReader.Manifest manifest) {
    if (manifest.documents().size() > 1) {
      throw ProblemException.of(
          422,
          "Unprocessable Content",
          "this path takes one app, the body has "
              + manifest.documents().size()
              + " documents; POST /v1/apply takes them together");
    }
    if (manifest.drafts().isEmpty()) {
      throw ProblemException.of(
          422,
          "Unprocessable Content",
          "the body is a "
              + manifest.resources().getFirst().kind()
              + ", here is the place for apps");
    }
    return manifest.drafts().getFirst();
  }

  /** The one resource of a body, of the kind that the path tells. */
  public static ResourceDraft resource(String kind, InputStream body) {
    String text = text(body);
    return switch (CpuWork.done(() -> ManifestReader.resource(kind, text))) {
      case Validated.Valid<ResourceDraft> valid -> valid.value();
      case Validated.Invalid<ResourceDraft> invalid ->
          throw new ProblemException(ProblemDetails.invalid(invalid.violations()));
    };
  }

  /** The texts that a body holds by these keys and no others. */
  public static Map<String, String> texts(InputStream body, Set<String> keys) {
    String text = text(body);
    return switch (CpuWork.done(() -> RequestBodies.texts(text, keys))) {
      case Validated.Valid<Map<String, String>> valid -> valid.value();
      case Validated.Invalid<Map<String, String>> invalid ->
          throw new ProblemException(ProblemDetails.invalid(invalid.violations()));
    };
  }

  /** The number that a body holds by that key and nothing else. */
  public static long wholeNumber(InputStream body, String key) {
    return text(body, text -> RequestBodies.wholeNumber(text, key));
  }

  /** What a small body says, once it is read. */
  public static <T> T text(
      InputStream body, java.util.function.Function<String, Validated<T>> reader) {
    String text = text(body);
    return switch (CpuWork.done(() -> reader.apply(text))) {
      case Validated.Valid<T> valid -> valid.value();
      case Validated.Invalid<T> invalid ->
          throw new ProblemException(ProblemDetails.invalid(invalid.violations()));
    };
  }

  /** The server unpacks bodies itself, but not those that come with an upgrade to HTTP/2. */
  private static byte[] unpacked(byte[] bytes) throws IOException {
    boolean packed = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    if (!packed) {
      return bytes;
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readNBytes(SentBody.MOST_BYTES + 1);
    }
  }

  public static String text(InputStream body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(body))).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.of(400, "Bad Request", "the body is not UTF-8 text");
    }
  }

  public static byte[] bytes(InputStream body) {
    try {
      byte[] bytes = unpacked(SentBody.received(body));
      if (bytes.length > SentBody.MOST_BYTES) {
        throw ProblemException.of(
            413,
            "Content Too Large",
            "a manifest may have 1 MiB; put big files into a build context folder");
      }
      return bytes;
    } catch (SentBody.Late e) {
      throw ProblemException.of(408, "Request Timeout", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw ProblemException.of(400, "Bad Request", "the body ended early: " + e.getMessage());
    }
  }
}
