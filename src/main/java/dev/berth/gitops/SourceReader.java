package dev.berth.gitops;

import dev.berth.spec.AppName;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.Resource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a user wrote of a source: a canonical tree, or all that is wrong. */
final class SourceReader {
  /** How often a repository is asked, where nothing says otherwise: as Flux does. */
  static final Duration SELDOM = Duration.ofMinutes(1);

  /** How often a folder is looked at beside being watched. */
  static final Duration OFTEN = Duration.ofSeconds(30);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Set<String> KEYS =
      Set.of(
          "folder",
          "url",
          "ref",
          "path",
          "credentials",
          "webhookSecret",
          "interval",
          "prune",
          "suspend",
          "allowEmpty",
          "notify",
          "commitStatus");
  private static final Pattern URL =
      Pattern.compile("(?:https?|ssh|file)://\\S+|[\\w.-]+@[\\w.-]+:\\S+");
  private static final Pattern PASSWORD = Pattern.compile("[a-z]+://[^/@:]*:[^/@]*@.*");

  private final SealedValues sealedValues;
  private final SourceFields sourceFields;
  private final List<Violation> violations;
  private final Map<String, Object> before;
  private final Map<String, Object> tree = new LinkedHashMap<>();

  private SourceReader(SealedValues sealedValues, ResourceDraft draft, Map<String, Object> before) {
    this.sealedValues = sealedValues;
    this.violations = new ArrayList<>(draft.violations());
    this.sourceFields = new SourceFields(draft.root(), draft.spec(), violations);
    this.before = before;
  }

  /** Reads a draft that may replace another. */
  static Validated<Map<String, Object>> read(
      SealedValues sealedValues, ResourceDraft draft, Optional<Resource> stored) {
    SourceReader reader =
        new SourceReader(sealedValues, draft, stored.map(Resource::spec).orElse(Map.of()));
    if (!AppName.isValid(draft.name())) {
      String path = draft.root().isEmpty() ? "name" : "metadata.name";
      reader.violations.add(new Violation(path, "must be a DNS label, was `" + draft.name() + "`"));
    }
    reader.read();
    return reader.violations.isEmpty()
        ? new Validated.Valid<>(reader.tree)
        : new Validated.Invalid<>(reader.violations);
  }

  private void read() {
    sourceFields.only(KEYS);
    place();
    path();
    interval();
    for (String flag : List.of("prune", "suspend", "allowEmpty")) {
      tree.put(flag, sourceFields.flag(flag));
    }
    boolean sameUrl = tree.containsKey("url") && tree.get("url").equals(before.get("url"));
    credentials(sameUrl);
    secret("webhookSecret", true);
    map("notify", Set.of("url", "secret"), Set.of("url", "secret"), true);
    map("commitStatus", Set.of("provider", "api", "token"), Set.of("token"), sameUrl);
    new KeptSecrets(before, tree, sealedValues).check(sourceFields, sourceFields::refuse);
    SyncTargetFields.check(sourceFields, tree);
  }

  private void place() {
    Optional<String> folder = sourceFields.text("folder");
    Optional<String> url = sourceFields.text("url");
    if (folder.isPresent() == url.isPresent()) {
      sourceFields.refuse(
          folder.isPresent() ? "url" : "folder",
          folder.isPresent()
              ? "and folder exclude each other: a source is one of them"
              : "is missing: give a folder on Berth's machine, or a url of a Git repository");
    }
    folder.ifPresent(this::folder);
    url.ifPresent(this::url);
    sourceFields
        .text("ref")
        .filter(ref -> !ref.isBlank())
        .ifPresent(ref -> {
          if (folder.isPresent()) {
            sourceFields.refuse("ref", "is for a url; a folder has none");
          }
          tree.put("ref", ref.strip());
        });
  }

  private void folder(String folder) {
    try {
      if (!Path.of(folder).isAbsolute()) {
        sourceFields.refuse("folder", "must be an absolute path, was `" + folder + "`");
      }
    } catch (InvalidPathException e) {
      sourceFields.refuse("folder", "is no path: " + e.getReason());
    }
    tree.put("folder", folder);
  }

  private void url(String url) {
    if (!URL.matcher(url).matches()) {
      sourceFields.refuse(
          "url", "must be https://…, http://…, ssh://…, user@host:path or file:///…");
    } else if (PASSWORD.matcher(url).matches()) {
      sourceFields.refuse("url", "must not hold a password: put it under credentials");
    }
    tree.put("url", url);
  }

  private void path() {
    String path = sourceFields.text("path").orElse("").replaceAll("^(\\./)+|/+$", "");
    boolean leaves = path.startsWith("/") || List.of(path.split("/")).contains("..");
    if (leaves) {
      sourceFields.refuse("path", "must be a folder inside the source, was `" + path + "`");
    }
    if (!path.isEmpty() && !path.equals(".")) {
      tree.put("path", path);
    }
  }

  private void interval() {
    Duration interval =
        sourceFields.duration("interval").orElse(tree.containsKey("folder") ? OFTEN : SELDOM);
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      sourceFields.refuse("interval", "must be from 1s to 24h");
    }
    tree.put("interval", interval.toSeconds() + "s");
  }

  private void credentials(boolean sameUrl) {
    if (sourceFields.value("credentials").filter(String.class::isInstance).isPresent()) {
      sourceFields.text("credentials").ifPresent(name -> tree.put("credentials", name));
      return;
    }
    boolean isNamed =
        sourceFields
            .value("credentials")
            .flatMap(SourceFields::map)
            .filter(m -> m.containsKey("secret"))
            .isPresent();
    if (isNamed) {
      sourceFields
          .below("credentials")
          .ifPresent(below -> {
            below.only(Set.of("secret"));
            below.text("secret").ifPresent(name -> tree.put("credentials", name));
          });
      return;
    }
    Set<String> known = Set.of("username", "password", "token", "privateKey", "knownHosts");
    map("credentials", known, Set.of("password", "token", "privateKey"), sameUrl);
    if (sourceFields.has("credentials") && tree.containsKey("folder")) {
      sourceFields.refuse("credentials", "are for a url; a folder needs none");
    }
  }

  /** One that is not given again stays; an empty one goes. */
  private void secret(String key, boolean stays) {
    Optional<String> given = sourceFields.text(key);
    if (given.isEmpty() && stays && before.get(key) instanceof String kept) {
      tree.put(key, kept);
    }
    given
        .filter(plain -> !plain.isEmpty())
        .ifPresent(plain -> tree.put(key, sealedValues.seal(plain, before.get(key))));
  }

  private void map(String key, Set<String> known, Set<String> secret, boolean stays) {
    if (!sourceFields.has(key)) {
      Optional.ofNullable(before.get(key)).filter(o -> stays).ifPresent(o -> tree.put(key, o));
      return;
    }
    Map<String, Object> old =
        Optional.ofNullable(before.get(key)).flatMap(SourceFields::map).orElse(Map.of());
    Map<String, Object> sealed = new LinkedHashMap<>();
    sourceFields
        .below(key)
        .ifPresent(below -> {
          below.only(known);
          known.stream()
              .sorted()
              .forEach(name ->
                  below
                      .text(name)
                      .ifPresent(text ->
                          sealed.put(
                              name,
                              secret.contains(name)
                                  ? sealedValues.seal(text, old.get(name))
                                  : text)));
          if (stays) {
            secret.forEach(name ->
                Optional.ofNullable(old.get(name))
                    .filter(o -> !below.has(name) && !below.isEmpty())
                    .ifPresent(o -> sealed.put(name, o)));
          }
        });
    if (!sealed.isEmpty()) {
      tree.put(key, sealed);
    }
  }
}
