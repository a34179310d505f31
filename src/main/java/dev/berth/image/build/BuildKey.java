package dev.berth.image.build;

import dev.berth.observe.ImageView;
import dev.berth.spec.BuildContext;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.ImageSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What a built image is called: the same for the same input, so that it is built once. */
public final class BuildKey {
  private static final int DIGITS = 12;

  private BuildKey() {}

  /**
   * Digest of all that goes into a build.
   *
   * @param secrets keyed digests of the values of its secrets, by id
   * @param look what a base means on the engine now
   */
  public static String digest(
      ImageSource.Build build,
      Map<String, String> secrets,
      BaseImages baseImages,
      Function<String, Optional<ImageView>> look) {
    if (!(build.context() instanceof BuildContext.Stored stored)) {
      throw new IllegalArgumentException("contexts are stored before anything is built");
    }
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("context", stored.digest());
    fields.put("dockerfile", build.dockerfile());
    build.dockerfileInline().ifPresent(text -> fields.put("dockerfile_inline", text));
    build.args().forEach((key, value) -> fields.put("args." + key, value));
    build.target().ifPresent(target -> fields.put("target", target));
    build.labels().forEach((key, value) -> fields.put("labels." + key, value));
    build.options().decisive().forEach((key, value) -> fields.put("options." + key, value));
    secrets.forEach((id, digest) -> fields.put("secrets." + id, digest));
    for (String base : baseImages.of(build)) {
      look.apply(base).ifPresent(image -> fields.put("bases." + base, image.id()));
    }
    return Fingerprint.of(fields);
  }

  /** {@code berth/shop:1a2b…}, or {@code berth/shop-web:1a2b…} for a service of another name. */
  public static String reference(String app, String service, String digest) {
    String name = app.equals(service) ? app : app + "-" + service;
    int hex = digest.indexOf(':') + 1;
    return "berth/" + name.replaceAll("-{2,}", "-") + ":" + digest.substring(hex, hex + DIGITS);
  }
}
