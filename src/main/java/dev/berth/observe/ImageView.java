package dev.berth.observe;

import dev.berth.spec.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An image on the engine.
 *
 * @param id {@code sha256:…}
 * @param tags references that name it; none: dangling
 * @param defaults known of an image that was looked at; a list of images does not tell
 * @param digests {@code repository@sha256:…}, known after a pull or a push
 */
public record ImageView(
    String id,
    List<String> tags,
    List<String> digests,
    long sizeBytes,
    Instant createdAt,
    SortedMap<String, String> labels,
    ImageDefaults defaults) {

  /** On images that Berth built: digest of all that went in. */
  public static final String BUILD_DIGEST = "dev.berth.image.digest";

  /** On images that Berth built: the Berth that did. */
  public static final String BUILD_INSTANCE = "dev.berth.image.instance";

  /** The twelve digits that people know an image by. */
  public static String shortId(String id) {
    String hex = id.substring(id.indexOf(':') + 1);
    return hex.substring(0, Math.min(12, hex.length()));
  }

  public ImageView {
    tags = List.copyOf(tags);
    digests = List.copyOf(digests);
  }

  /** By which digest a registry has it, in the repository of a reference. */
  public Optional<String> digest(String reference) {
    String repository = ImageReference.of(reference).repository();
    return digests.stream()
        .filter(digest -> ImageReference.of(digest).repository().equals(repository))
        .findFirst();
  }

  /** The same image under other names. */
  public ImageView withTags(List<String> changed) {
    return new ImageView(id, changed, digests, sizeBytes, createdAt, labels, defaults);
  }
}
