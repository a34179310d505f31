package dev.berth.images;

import dev.berth.spec.BuildContext;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.ImageSource;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a built image is called: the same for the same input, so that it is built once. */
final class BuildKey {
  private static final int DIGITS = 12;

  private BuildKey() {}

  /** Digest of all that goes into a build. */
  static String digest(ImageSource.Build build) {
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
    return Fingerprint.of(fields);
  }

  /** {@code berth/shop:1a2b…}, or {@code berth/shop-web:1a2b…} for a service of another name. */
  static String reference(String app, String service, ImageSource.Build build) {
    String name = app.equals(service) ? app : app + "-" + service;
    String digest = digest(build);
    int hex = digest.indexOf(':') + 1;
    return "berth/" + name.replaceAll("-{2,}", "-") + ":" + digest.substring(hex, hex + DIGITS);
  }
}
