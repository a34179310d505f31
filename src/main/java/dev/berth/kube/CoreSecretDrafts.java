package dev.berth.kube;

import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.resource.SecretKind;
import dev.berth.spec.policy.Grants;
import dev.berth.spec.validation.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Secrets as clients of Kubernetes write them, made into Berth's: several keys, values in Base64.
 */
final class CoreSecretDrafts {
  private static final String DATA = CoreSecrets.DATA;
  private static final String STRING_DATA = "stringData";
  private static final String TYPE = CoreSecrets.TYPE;
  private static final Set<String> KEYS =
      Set.of("apiVersion", "kind", "metadata", DATA, STRING_DATA, TYPE, "immutable");

  /** In place of a value while a document is edited; it is no Base64, and values have no NUL. */
  private static final String UNTOLD = "\0";

  private CoreSecretDrafts() {}

  /** The next one, made of what is there as clients see it. */
  static KubePatches.Change change(
      UnaryOperator<Map<String, Object>> edit, KubeWriteOptions writeOptions) {
    return before -> {
      Map<String, Object> shown = CoreSecrets.SHAPE.object(before);
      Map<String, Object> data = new LinkedHashMap<>();
      below(shown, DATA).keySet().forEach(key -> data.put(key, UNTOLD));
      shown.put(DATA, data);
      Map<String, Object> wanted = edit.apply(shown);
      Map<String, Object> tree = berth(wanted, Optional.of(before), writeOptions);
      return KubePatches.replace(ApiResource.SECRETS, tree, writeOptions).from(before);
    };
  }

  /** As Berth writes it; who may use it stays as it is. */
  static Map<String, Object> berth(
      Map<String, Object> secret,
      Optional<DeclaredResource> before,
      KubeWriteOptions writeOptions) {
    List<Violation> violations = new ArrayList<>();
    checkKeys(secret, writeOptions, violations);
    checkMeaning(secret, violations);
    Map<String, Object> data = new LinkedHashMap<>();
    values(secret, DATA, true, data, violations);
    values(secret, STRING_DATA, false, data, violations);
    if (!violations.isEmpty()) {
      String name = KubeObjects.text(KubeObjects.metadata(secret), "name");
      throw KubeRefusals.invalid(ApiResource.SECRETS, name, violations);
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put(DATA, data);
    before
        .map(KubeObjects::of)
        .map(tree -> below(tree, "spec").get(Grants.KEY))
        .ifPresent(grants -> spec.put(Grants.KEY, grants));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", ApiResource.API_VERSION);
    tree.put("kind", ApiResource.SECRETS.kind());
    tree.put("metadata", KubeObjects.metadata(secret));
    tree.put("spec", spec);
    return tree;
  }

  private static void checkKeys(
      Map<String, Object> secret, KubeWriteOptions writeOptions, List<Violation> violations) {
    for (String key : new TreeSet<>(secret.keySet())) {
      if (!KEYS.contains(key) && writeOptions.lenient()) {
        writeOptions.warnings().add("unknown field \"" + key + "\"");
      } else if (!KEYS.contains(key)) {
        violations.add(new Violation(key, KubeRefusals.UNKNOWN));
      }
    }
  }

  private static void checkMeaning(Map<String, Object> secret, List<Violation> violations) {
    String type = KubeObjects.text(secret, TYPE);
    if (type.startsWith("kubernetes.io/dockerc")) {
      violations.add(
          new Violation(
              TYPE,
              "a login to a registry is a Registry here (apiVersion: berth.dev/v1), or PUT"
                  + " /v1/registries/HOST"));
    } else if (!type.isEmpty()
        && !type.equals(CoreSecrets.OPAQUE)
        && !type.equals(CoreSecrets.TLS)) {
      violations.add(
          new Violation(
              TYPE, "must be " + CoreSecrets.OPAQUE + " or " + CoreSecrets.TLS + ", was " + type));
    }
    if (Boolean.TRUE.equals(secret.get("immutable"))) {
      violations.add(new Violation("immutable", "every secret can be changed here; leave it out"));
    }
    String namespace = KubeObjects.text(KubeObjects.metadata(secret), "namespace");
    if (!namespace.isEmpty() && !namespace.equals(Pod.NAMESPACE)) {
      violations.add(
          new Violation(
              "metadata.namespace",
              "there is default only, and a name is one secret; was " + namespace));
    }
  }

  private static void values(
      Map<String, Object> secret,
      String part,
      boolean isPacked,
      Map<String, Object> values,
      List<Violation> violations) {
    if (secret.get(part) != null && !(secret.get(part) instanceof Map<?, ?>)) {
      violations.add(new Violation(part, "must be a map of texts"));
    }
    below(secret, part)
        .forEach((key, value) -> {
          if (value == null || value.equals(UNTOLD)) {
            values.putIfAbsent(key, SecretKind.Kept.AS_STORED);
            return;
          }
          Optional<String> text = isPacked ? unpacked(value) : Optional.of(value.toString());
          text.ifPresentOrElse(
              said -> values.put(key, said),
              () ->
                  violations.add(
                      new Violation(
                          part + "." + key,
                          "must be UTF-8 text in Base64: Berth's secrets are texts; what is none"
                              + " can be kept in Base64 and unpacked by the app")));
        });
  }

  /** No message may show the value. */
  private static Optional<String> unpacked(Object value) {
    try {
      return Optional.of(KubeBodies.utf8(Base64.getDecoder().decode(value.toString())));
    } catch (IllegalArgumentException | KubeException e) {
      return Optional.empty();
    }
  }

  /** Numbers are those of k8s.io/api/core/v1/generated.proto. */
  static Map<String, Object> packed(byte[] bytes) {
    byte[] message = Protobuf.message(bytes);
    Map<Integer, byte[]> fields = Protobuf.fields(message);
    byte[] meta = fields.getOrDefault(1, new byte[0]);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", Protobuf.text(Protobuf.fields(meta), 1));
    metadata.put("generateName", Protobuf.text(Protobuf.fields(meta), 2));
    metadata.put("namespace", Protobuf.text(Protobuf.fields(meta), 3));
    metadata.put("labels", texts(Protobuf.map(meta, 11)));
    metadata.put("annotations", texts(Protobuf.map(meta, 12)));
    Map<String, Object> data = new LinkedHashMap<>();
    Protobuf.map(message, 2)
        .forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metadata", metadata);
    tree.put(DATA, data);
    tree.put(STRING_DATA, texts(Protobuf.map(message, 4)));
    tree.put(TYPE, Protobuf.text(fields, 3));
    tree.put("immutable", fields.getOrDefault(5, new byte[1])[0] != 0);
    return tree;
  }

  private static Map<String, Object> texts(Map<String, byte[]> map) {
    Map<String, Object> texts = new LinkedHashMap<>();
    map.forEach((key, value) -> texts.put(key, new String(value, StandardCharsets.UTF_8)));
    return texts;
  }

  private static Map<String, Object> below(Map<String, ?> tree, String key) {
    return tree.get(key) instanceof Map<?, ?> map ? FieldSets.keyed(map) : Map.of();
  }
}
