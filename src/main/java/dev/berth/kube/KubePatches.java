package dev.berth.kube;

import dev.berth.intake.read.DeclaredResource;
import dev.berth.manifest.Patches;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How one document becomes the next: replaced, patched, or applied by one of several managers. */
final class KubePatches {
  private static final String TYPES =
      "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml";

  private KubePatches() {}

  /** A document to be written, and who manages what of it then. */
  record Next(Map<String, Object> tree, ManagedFields managers) {}

  /** The next document, made from what is there. */
  interface Change {
    Next from(DeclaredResource before);
  }

  static Change replace(
      ApiResource apiResource, Map<String, Object> tree, KubeWriteOptions writeOptions) {
    return before -> next(apiResource, before, tree, writeOptions);
  }

  static Change merge(ApiResource apiResource, Object patch, KubeWriteOptions writeOptions) {
    return before ->
        next(
            apiResource,
            before,
            patched(Patches.merge(KubeObjects.of(before), patch)),
            writeOptions);
  }

  static Change json(ApiResource apiResource, Object patch, KubeWriteOptions writeOptions) {
    return before ->
        next(
            apiResource,
            before,
            patched(Patches.json(KubeObjects.of(before), patch)),
            writeOptions);
  }

  /** What a patch makes of any document, by the type that it is sent as. */
  static UnaryOperator<Map<String, Object>> edit(@Nullable String contentType, Object patch) {
    return switch (plain(contentType)) {
      case "application/json-patch+json" -> tree -> patched(Patches.json(tree, patch));
      case "application/merge-patch+json",
          "application/strategic-merge-patch+json",
          "application/apply-patch+yaml" ->
          tree -> patched(Patches.merge(tree, patch));
      default -> throw unsupported();
    };
  }

  static String plain(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType;
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  static KubeException unsupported() {
    return KubeException.of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + TYPES);
  }

  private static Map<String, Object> patched(Patches.Patched patched) {
    return switch (patched) {
      case Patches.Patched.Done done -> done.tree();
      case Patches.Patched.Malformed bad -> throw KubeException.bad(bad.message());
      case Patches.Patched.Unfitting bad ->
          throw KubeException.of(
              422, "Invalid", "the server rejected our request: " + bad.message());
    };
  }

  private static Next next(
      ApiResource apiResource,
      DeclaredResource before,
      Map<String, Object> tree,
      KubeWriteOptions writeOptions) {
    check(apiResource, before, tree);
    Map<String, Object> was = KubeObjects.of(before);
    ManagedFields managers = KubeObjects.managers(before);
    if (KubeObjects.metadata(tree).get("managedFields") instanceof List<?> said
        && !said.equals(KubeObjects.metadata(was).get("managedFields"))) {
      managers = ManagedFields.of(said);
    }
    return new Next(
        tree,
        managers.updated(writeOptions.manager(), was, KubeDrafts.canonical(apiResource, tree)));
  }

  /** A version or a uid in a document is a condition. */
  private static void check(
      ApiResource apiResource, DeclaredResource before, Map<String, Object> tree) {
    Map<String, Object> metadata = KubeObjects.metadata(tree);
    String name = KubeObjects.text(metadata, "name");
    if (!name.equals(before.name())) {
      throw KubeException.bad(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + before.name()
              + ")");
    }
    String uid = KubeObjects.text(metadata, "uid");
    if (!uid.isEmpty() && !uid.equals(before.uid())) {
      throw KubeException.conflict(
          apiResource,
          name,
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + before.uid());
    }
    String asked = KubeObjects.text(metadata, "resourceVersion");
    if (!asked.isEmpty() && !asked.equals("0") && !isSince(asked, before)) {
      throw KubeException.conflict(
          apiResource,
          name,
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
  }

  /** Whether nobody has changed what is wanted since that version. */
  static boolean isSince(String asked, DeclaredResource before) {
    long wantedSince =
        switch (before) {
          case DeclaredResource.OfApp app -> app.app().resourceVersion();
          case DeclaredResource.OfResource other -> other.resource().resourceVersion();
        };
    if (!asked.matches("\\d{1,18}")) {
      return false;
    }
    long version = Long.parseLong(asked);
    return version >= wantedSince && version <= before.version();
  }

  /** Server-side apply: takes the fields it names, gives back those it named before. */
  static Change apply(
      ApiResource apiResource, Map<String, Object> applied, KubeWriteOptions writeOptions) {
    return before -> {
      check(apiResource, before, applied);
      Map<String, Object> was = KubeObjects.of(before);
      ManagedFields managers = KubeObjects.managers(before);
      Set<List<String>> fields = fields(apiResource, applied);
      Map<String, Object> merged = FieldSets.merged(KubeDrafts.bare(was), KubeDrafts.bare(applied));
      for (List<String> path : managers.applied(writeOptions.manager())) {
        if (!fields.contains(path) && !managers.isManagedByOthers(writeOptions.manager(), path)) {
          merged = FieldSets.without(merged, path);
        }
      }
      Map<String, Object> canonical = KubeDrafts.canonical(apiResource, merged);
      List<ManagedFields.Clash> clashes = managers.clashes(writeOptions.manager(), was, canonical);
      if (!clashes.isEmpty() && !writeOptions.force()) {
        throw clash(apiResource, before.name(), clashes);
      }
      Set<List<String>> taken = FieldSets.none();
      clashes.forEach(clash -> taken.add(clash.path()));
      return new Next(merged, managers.applied(writeOptions.manager(), fields, taken));
    };
  }

  static Next first(
      ApiResource apiResource, Map<String, Object> applied, KubeWriteOptions writeOptions) {
    return new Next(
        applied,
        ManagedFields.NONE.applied(
            writeOptions.manager(), fields(apiResource, applied), FieldSets.none()));
  }

  /** What an apply names, as its author and as the server writes it. */
  private static Set<List<String>> fields(ApiResource apiResource, Map<String, Object> applied) {
    Map<String, Object> canonical = KubeDrafts.canonical(apiResource, applied);
    Set<List<String>> fields = FieldSets.of(canonical);
    fields.removeIf(path -> isDefault(canonical, path));
    fields.addAll(FieldSets.of(KubeDrafts.bare(applied)));
    return fields;
  }

  /** The server writes it for who says nothing of it, too: then nobody manages it. */
  private static boolean isDefault(Map<String, Object> canonical, List<String> path) {
    return path.getLast().equals("replicas")
        && FieldSets.at(canonical, path).filter(Integer.valueOf(1)::equals).isPresent();
  }

  private static KubeException clash(
      ApiResource apiResource, String name, List<ManagedFields.Clash> clashes) {
    List<Map<String, String>> causes = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (ManagedFields.Clash clash : clashes) {
      String field = FieldSets.text(clash.path());
      String who = "conflict with \"" + clash.manager() + "\" using " + ApiResource.API_VERSION;
      causes.add(Map.of("reason", "FieldManagerConflict", "message", who, "field", field));
      text.append(causes.size() == 1 ? "" : ", ").append(who).append(": ").append(field);
    }
    return new KubeException(
        409,
        "Conflict",
        "Apply failed with "
            + clashes.size()
            + (clashes.size() == 1 ? " conflict: " : " conflicts: ")
            + text,
        KubeException.details(apiResource, name, causes));
  }
}
