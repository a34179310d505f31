package dev.berth.engine;

import dev.berth.observe.ImageView;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** What Berth asks of a container engine about images. */
public interface ImageEngine {

  /** An image by reference or id. */
  Optional<ImageView> image(String reference);

  /** All images, dangling ones too, those without a tag that are mere layers not. */
  List<ImageView> images();

  /** Pulls an image. Blocks until it is there; a thread interrupt ends it. */
  void pull(String reference, ProgressListener progress);

  /**
   * Sends an image to the registry that its name tells. Blocks until it is there; a thread
   * interrupt ends it. Layers that the registry has are not sent again.
   *
   * @return its digest in the registry, {@code sha256:…}; empty if the engine does not tell
   */
  Optional<String> push(String reference, ProgressListener progress);

  /**
   * Builds an image. Blocks until it is there; a thread interrupt ends it.
   *
   * @param context a tar archive, uncompressed; read once, not closed
   * @return the image's id
   * @throws EngineException {@link EngineException.Kind#BUILD_FAILED} with the failing step
   */
  String build(BuildRequest request, InputStream context, ProgressListener progress);

  /** Gives an image one more name. */
  void tag(String image, String reference);

  /**
   * Takes a name from an image, and the image with its last name.
   *
   * @param reference a name, or an id, which must have no more than one name unless forced
   * @throws EngineException {@link EngineException.Kind#CONFLICT} if a container needs it, {@link
   *     EngineException.Kind#NOT_FOUND} if there is none
   */
  Removal removeImage(String reference, boolean force);

  /** The digest that a reference means in its registry now, {@code sha256:…}. */
  String remoteDigest(String reference);

  /**
   * Whether the engine speaks to a registry without TLS, or without a look at its certificate.
   *
   * @param registry its host, with the port where one is written
   */
  default boolean isInsecure(String registry) {
    return false;
  }

  /**
   * Where copies of a registry are, in the order to ask them before the registry itself: those that
   * Berth was told of, then the engine's own. Each is {@code [http[s]://]HOST[:PORT][/PATH]}.
   *
   * @param registry its host, {@code docker.io} for the hub
   */
  default List<String> mirrors(String registry) {
    return List.of();
  }

  /**
   * Tries credentials against a registry.
   *
   * @throws EngineException {@link EngineException.Kind#UNAUTHORIZED} if they are wrong
   */
  void login(String registry, Login login);

  /**
   * What a removal took away.
   *
   * @param untagged names
   * @param deleted ids of images and their layers
   */
  record Removal(List<String> untagged, List<String> deleted) {
    public Removal {
      untagged = List.copyOf(untagged);
      deleted = List.copyOf(deleted);
    }
  }
}
