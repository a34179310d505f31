package dev.berth.intake.app;

import dev.berth.spec.App;
import dev.berth.spec.ImageReference;
import dev.berth.spec.policy.ExternalReference;

/** Why an app may not name something, with the way out; never whether the thing is there. */
final class ExternalReferenceRefusals {
  private ExternalReferenceRefusals() {}

  static String of(ExternalReference wanted, App app) {
    String name = "`" + wanted.name() + "` ";
    String ours = "is not of this app nor of another that this token may deal with; ";
    return switch (wanted) {
      case ExternalReference.OfVolume volume ->
          name + ours + engineName(app, "volumes", wanted.name());
      case ExternalReference.OfNetwork network ->
          name + ours + engineName(app, "networks", wanted.name());
      case ExternalReference.OfContainer container ->
          name
              + ours
              + "name a service of this app, or ask an admin for "
              + setting("containers", wanted.name());
      case ExternalReference.OfSecret secret ->
          name
              + "is not granted to this token; ask an admin for this token's selector in the"
              + " secret's grants, or for "
              + setting("secrets", wanted.name());
      case ExternalReference.OfImage image -> name + image(wanted.name());
      case ExternalReference.OfTag tag ->
          name + "is not a name for images of this app; " + tag(app, tag);
      case ExternalReference.OfPush push -> {
        String host = ImageReference.of(wanted.name()).host();
        yield name
            + "is in a registry that is not granted to this token; ask an admin for its selector"
            + " in the grants of registry "
            + host
            + ", or for "
            + setting("registries", host);
      }
    };
  }

  private static String setting(String kind, String name) {
    return "berth.policy.shared-" + kind + "=" + name;
  }

  private static String engineName(App app, String kind, String name) {
    return "leave its name out, let it begin with `"
        + app.name()
        + "_`, or ask an admin for "
        + setting(kind, name);
  }

  private static String image(String name) {
    ImageReference reference = ImageReference.of(name);
    return ImageReference.mayBeId(name)
        ? "may be the id of any image on the engine; write a name with a tag"
        : "may need a login, or be another app's, and is not granted to this token; ask an admin"
            + " for its selector in the grants of registry "
            + reference.host()
            + ", or for "
            + setting("images", reference.repository());
  }

  private static String tag(App app, ExternalReference.OfTag tag) {
    String last = ImageReference.of(tag.name()).path().replaceFirst(".*/", "");
    return "call it `"
        + AppsAround.front(app)
        + last
        + "`, or ask an admin for "
        + setting("images", ImageReference.of(tag.name()).repository());
  }

  /** Of a name that is nobody's to give. */
  static String reserved(String name, String instead) {
    return "`"
        + name
        + "` is a name that Berth gives or that links use: other apps would run this image;"
        + " choose another, such as "
        + instead;
  }

  /** Of a name that another app builds or runs. */
  static String taken(String name, String instead) {
    return "`"
        + name
        + "` is a name that another app builds or runs, and its next container would be of this"
        + " image; choose another, such as "
        + instead
        + ", let the other app say pull_policy: never if this is meant, or set "
        + setting("images", ImageReference.of(name).repository());
  }
}
