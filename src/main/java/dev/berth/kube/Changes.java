package dev.berth.kube;

import dev.berth.intake.Declared;
import dev.berth.manifest.Patches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How one document becomes the next: replaced, patched, or applied by one of several managers. */
final class Changes {
  private Changes() {}

  /** A document to be written, and who manages what of it then. */
  record Next(Map<String, Object> tree, Managers managers) {}

  /** The next document, made from what is there. */
  interface Change {
    Next from(Declared before);
  }

  static Change replace(Served served, Map<String, Object> tree, Ask ask) {
    return before -> next(served, before, tree, ask);
  }

  static Change merge(Served served, Object patch, Ask ask) {
    return before ->
        next(served, before, patched(Patches.merge(KubeObjects.of(before), patch)), ask);
  }

  static Change json(Served served, Object patch, Ask ask) {
    return before ->
        next(served, before, patched(Patches.json(KubeObjects.of(before), patch)), ask);
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

  private static Next next(Served served, Declared before, Map<String, Object> tree, Ask ask) {
    check(served, before, tree);
    Map<String, Object> was = KubeObjects.of(before);
    Managers managers = KubeObjects.managers(before);
    if (KubeObjects.metadata(tree).get("managedFields") instanceof List<?> said
        && !said.equals(KubeObjects.metadata(was).get("managedFields"))) {
      managers = Managers.of(said);
    }
    return new Next(tree, managers.updated(ask.manager(), was, Trees.canonical(served, tree)));
  }

  /** A version or a uid in a document is a condition. */
  private static void check(Served served, Declared before, Map<String, Object> tree) {
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
          served,
          name,
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + before.uid());
    }
    String asked = KubeObjects.text(metadata, "resourceVersion");
    if (!asked.isEmpty() && !asked.equals("0") && !isSince(asked, before)) {
      throw KubeException.conflict(
          served,
          name,
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
  }

  /** Whether nobody has changed what is wanted since that version. */
  static boolean isSince(String asked, Declared before) {
    long wantedSince =
        switch (before) {
          case Declared.OfApp app -> app.app().resourceVersion();
          case Declared.OfResource other -> other.resource().resourceVersion();
        };
    if (!asked.matches("\\d{1,18}")) {
      return false;
    }
    long version = Long.parseLong(asked);
    return version >= wantedSince && version <= before.version();
  }

  /** Server-side apply: takes the fields it names, gives back those it named before. */
  static Change apply(Served served, Map<String, Object> applied, Ask ask) {
    return before -> {
      check(served, before, applied);
      Map<String, Object> was = KubeObjects.of(before);
      Managers managers = KubeObjects.managers(before);
      Set<List<String>> fields = fields(served, applied);
      Map<String, Object> merged = FieldSets.merged(Trees.bare(was), Trees.bare(applied));
      for (List<String> path : managers.applied(ask.manager())) {
        if (!fields.contains(path) && !managers.isManagedByOthers(ask.manager(), path)) {
          merged = FieldSets.without(merged, path);
        }
      }
      Map<String, Object> canonical = Trees.canonical(served, merged);
      List<Managers.Clash> clashes = managers.clashes(ask.manager(), was, canonical);
      if (!clashes.isEmpty() && !ask.force()) {
        throw clash(served, before.name(), clashes);
      }
      Set<List<String>> taken = FieldSets.none();
      clashes.forEach(clash -> taken.add(clash.path()));
      return new Next(merged, managers.applied(ask.manager(), fields, taken));
    };
  }

  static Next first(Served served, Map<String, Object> applied, Ask ask) {
    return new Next(
        applied, Managers.NONE.applied(ask.manager(), fields(served, applied), FieldSets.none()));
  }

  /** What an apply names, as its author and as the server writes it. */
  private static Set<List<String>> fields(Served served, Map<String, Object> applied) {
    Set<List<String>> fields = FieldSets.of(Trees.bare(applied));
    fields.addAll(FieldSets.of(Trees.canonical(served, applied)));
    return fields;
  }

  private static KubeException clash(Served served, String name, List<Managers.Clash> clashes) {
    List<Map<String, String>> causes = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Managers.Clash clash : clashes) {
      String field = FieldSets.text(clash.path());
      String who = "conflict with \"" + clash.manager() + "\" using " + Served.API_VERSION;
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
        KubeException.details(served, name, causes));
  }
}
