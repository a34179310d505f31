package dev.berth.intake.read;

import dev.berth.intake.resource.ResourceKind;
import dev.berth.spec.codec.AppReader;
import dev.berth.state.Resource;
import java.util.LinkedHashMap;
import java.util.Map;

/** A resource as answers show it: the envelope, nothing secret in it. */
public final class ResourceDocument {
  private ResourceDocument() {}

  /** The whole document. */
  public static Map<String, Object> of(DeclaredResource.OfResource declared) {
    ResourceKind kind = declared.type();
    Resource resource = declared.resource();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", AppReader.API_VERSION);
    document.put("kind", kind.name());
    document.put("metadata", metadata(resource, declared.version()));
    document.put("spec", kind.show(resource));
    Map<String, Object> status = kind.status(resource);
    if (!status.isEmpty()) {
      document.put("status", status);
    }
    return document;
  }

  private static Map<String, Object> metadata(Resource resource, long version) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", resource.name());
    if (!resource.labels().isEmpty()) {
      metadata.put("labels", resource.labels());
    }
    if (!resource.annotations().isEmpty()) {
      metadata.put("annotations", resource.annotations());
    }
    metadata.put("uid", resource.uid());
    metadata.put("generation", resource.generation());
    metadata.put("resourceVersion", Long.toString(version));
    metadata.put("creationTimestamp", resource.createdAt().toString());
    return metadata;
  }
}
