package dev.berth.kube;

import dev.berth.http.CpuWork;
import dev.berth.manifest.Patches;
import dev.berth.spec.codec.AppReader;
import dev.berth.spec.codec.AppWriter;
import dev.berth.spec.codec.ResourceReader;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Documents as clients of Kubernetes write them, made into drafts. */
final class KubeDrafts {
  /** Where kubectl keeps what it last applied: values of secrets, too. */
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** Of metadata: what a client can say. The server knows the rest better. */
  private static final Set<String> DROPPED =
      Set.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "finalizers",
          "ownerReferences",
          "selfLink",
          "generateName",
          "namespace");

  private KubeDrafts() {}

  /** The one document of a body, YAML or JSON. */
  static Object document(String text) {
    return switch (CpuWork.done(() -> Patches.read(text))) {
      case Validated.Valid<Object> valid -> valid.value();
      case Validated.Invalid<Object> invalid ->
          throw KubeException.bad("the body " + invalid.violations().getFirst().message());
    };
  }

  static Map<String, Object> map(Object document) {
    if (document instanceof Map<?, ?> map) {
      return FieldSets.keyed(map);
    }
    throw KubeException.bad("the body must be an object");
  }

  /** A document with nothing in it that the server says. */
  static Map<String, Object> bare(Map<String, ?> tree) {
    Map<String, Object> bare = new LinkedHashMap<>(tree);
    bare.remove("status");
    Map<String, Object> metadata = new LinkedHashMap<>(KubeObjects.metadata(tree));
    metadata.keySet().removeAll(DROPPED);
    metadata.values().removeIf(value -> value instanceof Map<?, ?> map && map.isEmpty());
    bare.put("metadata", metadata);
    return bare;
  }

  static AppDraft app(
      Map<String, Object> tree, ManagedFields managedFields, KubeWriteOptions writeOptions) {
    Map<String, Object> bare = bare(tree);
    AppDraft draft = AppReader.read(bare);
    if (writeOptions.lenient()) {
      draft = AppReader.read(pruned(bare, draft.violations(), writeOptions));
    }
    return draft.withNotes(new ClientMetadata(draft.notes().annotations(), managedFields.text()));
  }

  static ResourceDraft resource(
      ApiResource apiResource,
      Map<String, Object> tree,
      ManagedFields managedFields,
      KubeWriteOptions writeOptions) {
    Map<String, Object> bare = bare(tree);
    Map<String, Object> metadata = new LinkedHashMap<>(KubeObjects.metadata(bare));
    if (metadata.get("annotations") instanceof Map<?, ?> annotations) {
      Map<String, Object> harmless = FieldSets.keyed(annotations);
      harmless.remove(LAST_APPLIED);
      metadata.put("annotations", harmless);
    }
    bare.put("metadata", metadata);
    ResourceDraft draft = ResourceReader.read(apiResource.kind(), bare);
    if (writeOptions.lenient()) {
      draft =
          ResourceReader.read(apiResource.kind(), pruned(bare, draft.violations(), writeOptions));
    }
    return draft.withManagers(managedFields.text());
  }

  /** Unknown keys are left out, each with a warning. */
  private static Map<String, Object> pruned(
      Map<String, Object> tree, List<Violation> violations, KubeWriteOptions writeOptions) {
    Map<String, Object> pruned = tree;
    for (Violation violation : violations) {
      if (violation.message().startsWith(KubeRefusals.UNKNOWN) && !violation.path().contains("[")) {
        pruned = FieldSets.without(pruned, List.of(violation.path().split("\\.", -1)));
        writeOptions.warnings().add("unknown field \"" + violation.path() + "\"");
      }
    }
    return pruned;
  }

  /** As the server would answer it, as far as it can be read: for who owns which field. */
  static Map<String, Object> canonical(ApiResource apiResource, Map<String, Object> tree) {
    if (apiResource != ApiResource.APPS) {
      return bare(tree);
    }
    AppDraft draft = AppReader.read(bare(tree));
    if (!draft.violations().isEmpty()) {
      return bare(tree);
    }
    Map<String, Object> canonical = AppWriter.document(draft.app());
    SortedMap<String, String> annotations = new TreeMap<>(draft.notes().annotations());
    if (!annotations.isEmpty()) {
      Map<String, Object> metadata = new LinkedHashMap<>(KubeObjects.metadata(canonical));
      metadata.put("annotations", annotations);
      canonical.put("metadata", metadata);
    }
    return canonical;
  }
}
