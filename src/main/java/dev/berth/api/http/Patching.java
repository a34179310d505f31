package dev.berth.api.http;

import dev.berth.http.CpuWork;
import dev.berth.intake.app.OptimisticUpdates;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.manifest.Patches;
import dev.berth.spec.codec.AppReader;
import dev.berth.spec.codec.ResourceReader;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Patches of documents: what a client sends, as a change of what is there. */
@Singleton
public class Patching {
  public static final String MERGE = "application/merge-patch+json";
  public static final String JSON = "application/json-patch+json";
  private static final Set<String> ENVELOPE =
      Set.of("apiVersion", "kind", "metadata", "spec", "status");

  private final ResourceQueries resourceQueries;

  Patching(ResourceQueries resourceQueries) {
    this.resourceQueries = resourceQueries;
  }

  /** A patch as it was sent. */
  public record Sent(Object patch, boolean merges) {}

  public static Sent read(InputStream body, String contentType) {
    String text = Bodies.text(body);
    return switch (CpuWork.done(() -> Patches.read(text))) {
      case Validated.Invalid<Object> invalid ->
          throw ProblemException.of(
              400, "Bad Request", "the patch " + invalid.violations().getFirst().message());
      case Validated.Valid<Object> valid ->
          new Sent(valid.value(), !contentType.toLowerCase(java.util.Locale.ROOT).startsWith(JSON));
    };
  }

  public OptimisticUpdates.OfApp app(Sent sent) {
    return before -> {
      DeclaredResource thing = resourceQueries.of(before);
      AppDraft draft = CpuWork.done(() -> AppReader.read(patched(thing, sent)));
      checkName(thing, draft.app().name());
      return draft;
    };
  }

  public OptimisticUpdates.OfResource resource(
      dev.berth.intake.resource.ResourceKind kind, Sent sent) {
    return before -> {
      DeclaredResource thing = resourceQueries.of(kind, before);
      ResourceDraft draft =
          CpuWork.done(() -> ResourceReader.read(kind.name(), patched(thing, sent)));
      checkName(thing, draft.name());
      return draft;
    };
  }

  private static Map<String, Object> patched(DeclaredResource thing, Sent sent) {
    Map<String, Object> tree = thing.document();
    Patches.Patched patched =
        sent.merges()
            ? Patches.merge(tree, enveloped(sent.patch()))
            : Patches.json(tree, sent.patch());
    Map<String, Object> after =
        switch (patched) {
          case Patches.Patched.Done done -> done.tree();
          case Patches.Patched.Malformed bad ->
              throw ProblemException.of(400, "Bad Request", bad.message());
          case Patches.Patched.Unfitting bad ->
              throw ProblemException.of(
                  409, "Conflict", "the patch does not fit what is there: " + bad.message());
        };
    checkVersion(thing, after);
    return after;
  }

  /** A patch in the flat form speaks of the spec. */
  private static Object enveloped(Object patch) {
    boolean flat =
        patch instanceof Map<?, ?> map
            && !map.isEmpty()
            && map.keySet().stream().noneMatch(ENVELOPE::contains);
    return flat ? Map.of("spec", patch) : patch;
  }

  /** A version in a patch is a condition. */
  private static void checkVersion(DeclaredResource thing, Map<String, Object> after) {
    String now = Long.toString(thing.version());
    String asked =
        after.get("metadata") instanceof Map<?, ?> metadata
                && metadata.containsKey("resourceVersion")
            ? String.valueOf(metadata.get("resourceVersion"))
            : now;
    if (!asked.equals(now)) {
      throw ProblemException.of(
          409, "Conflict", "the patch was made for version " + asked + ", it is at version " + now);
    }
  }

  private static void checkName(DeclaredResource thing, String name) {
    if (!name.equals(thing.name())) {
      throw new ProblemException(
          ProblemDetails.invalid(List.of(new Violation("metadata.name", "cannot be changed"))));
    }
  }
}
