package dev.berth.spec.validation;

import dev.berth.spec.App;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An app as far as it could be read from what a user wrote, and everything that was wrong with it
 * so far. Values that could not be read are left out or stand as harmless fillers, each with its
 * violation, so that {@link SpecRules} can go on and find the rest.
 *
 * @param app what could be read
 * @param paths where the user wrote each service, by its name: {@code spec}, {@code
 *     spec.services.web}, or nothing for the flat form
 * @param root what to put before paths of the app itself: {@code spec}, or nothing
 * @param violations found while reading, in the order of the document
 * @param notices keys that are well written and that Berth does not honour: nothing is wrong
 * @param notes annotations as written; no managers: those that are stored stay
 * @param denials things that are written well and that no setting of this Berth allows
 */
public record AppDraft(
    App app,
    SortedMap<String, String> paths,
    String root,
    List<Violation> violations,
    List<Violation> denials,
    List<Violation> notices,
    ClientMetadata notes) {

  public AppDraft {
    paths = App.sorted(paths);
    violations = List.copyOf(violations);
    denials = List.copyOf(denials);
    notices = List.copyOf(notices);
  }

  /** Without notes. */
  public AppDraft(
      App app,
      SortedMap<String, String> paths,
      String root,
      List<Violation> violations,
      List<Violation> denials,
      List<Violation> notices) {
    this(app, paths, root, violations, denials, notices, ClientMetadata.NONE);
  }

  /** With nothing to notice. */
  public AppDraft(
      App app,
      SortedMap<String, String> paths,
      String root,
      List<Violation> violations,
      List<Violation> denials) {
    this(app, paths, root, violations, denials, List.of(), ClientMetadata.NONE);
  }

  /** Of an app that is stored already, for asking about it once more. */
  public static AppDraft ofStored(App app) {
    SortedMap<String, String> paths = new TreeMap<>();
    app.services().keySet().forEach(name -> paths.put(name, "services." + name));
    return new AppDraft(app, paths, "", List.of(), List.of());
  }

  /** The same draft of another app. */
  public AppDraft of(App other) {
    return new AppDraft(other, paths, root, violations, denials, notices, notes);
  }

  /** The same draft with more found wrong. */
  public AppDraft with(List<Violation> more) {
    List<Violation> all = new ArrayList<>(violations);
    all.addAll(more);
    return new AppDraft(app, paths, root, all, denials, notices, notes);
  }

  public AppDraft withNotes(ClientMetadata changed) {
    return new AppDraft(app, paths, root, violations, denials, notices, changed);
  }

  /** A user's path of a key of a service. */
  public String path(String service, String key) {
    return join(paths.getOrDefault(service, root), key);
  }

  /** A user's path of a key of the app. */
  public String path(String key) {
    return join(root, key);
  }

  private static String join(String before, String key) {
    return before.isEmpty() ? key : before + "." + key;
  }
}
