package dev.berth.kube;

import dev.berth.intake.read.DeclaredResource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Berth's secrets as those of Kubernetes, {@code v1}. Nobody is shown a value: in its place stands
 * null, and a null that comes back leaves the value as it is.
 */
final class CoreSecrets implements KubeShape {
  static final KubeShape SHAPE = new CoreSecrets();

  static final String DATA = "data";
  static final String TYPE = "type";
  static final String OPAQUE = "Opaque";
  static final String TLS = "kubernetes.io/tls";

  private static final Set<String> OF_TLS = Set.of("tls.crt", "tls.key");

  /** What of an answer is Berth's own form. */
  private static final String FIELDS = "managedFields";

  private CoreSecrets() {}

  @Override
  public ApiResource resource() {
    return ApiResource.SECRETS;
  }

  @Override
  public String kind() {
    return "Secret";
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public Map<String, Object> object(DeclaredResource thing) {
    Map<String, Object> metadata = new LinkedHashMap<>(KubeObjects.metadata(KubeObjects.of(thing)));
    metadata.remove(FIELDS);
    metadata.put("namespace", Pod.NAMESPACE);
    Map<String, Object> data = new LinkedHashMap<>();
    keys(thing).forEach(key -> data.put(key, null));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", apiVersion());
    tree.put("kind", kind());
    tree.put("metadata", metadata);
    tree.put(DATA, data);
    tree.put(TYPE, type(thing));
    return tree;
  }

  private static Set<String> keys(DeclaredResource thing) {
    Set<String> keys = new TreeSet<>();
    if (thing.document().get("spec") instanceof Map<?, ?> spec
        && spec.get("keys") instanceof List<?> told) {
      told.forEach(key -> keys.add(String.valueOf(key)));
    }
    return keys;
  }

  private static String type(DeclaredResource thing) {
    return keys(thing).equals(OF_TLS) ? TLS : OPAQUE;
  }

  @Override
  public List<Object> columns() {
    return List.of(
        KubeTables.column("Name", "string", "name", "name of the secret", 0),
        KubeTables.column("Type", "string", "", "what it is for", 0),
        KubeTables.column("Data", "integer", "", "number of its keys", 0),
        KubeTables.column("Age", "string", "", "time since it was made", 0));
  }

  @Override
  public List<Object> cells(DeclaredResource thing, Instant now) {
    String age =
        thing instanceof DeclaredResource.OfResource secret
            ? KubeTables.age(secret.resource().createdAt(), now)
            : "";
    return List.of(thing.name(), type(thing), keys(thing).size(), age);
  }
}
