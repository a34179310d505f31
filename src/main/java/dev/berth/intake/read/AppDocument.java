package dev.berth.intake.read;

import dev.berth.spec.codec.AppWriter;
import dev.berth.spec.validation.HiddenArgs;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import dev.berth.state.Quarantine;
import dev.berth.status.AppStatus;
import dev.berth.status.Condition;
import dev.berth.status.Phase;
import dev.berth.status.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An app as answers show it: the envelope, with what is wanted and what is there. */
public final class AppDocument {
  private AppDocument() {}

  /** The whole document. */
  public static Map<String, Object> of(DeclaredResource.OfApp declared) {
    DesiredApp desired = declared.app();
    Map<String, Object> document = AppWriter.document(HiddenArgs.hide(desired.declared()));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", desired.name());
    if (!desired.declared().labels().isEmpty()) {
      metadata.put("labels", desired.declared().labels());
    }
    if (!desired.notes().annotations().isEmpty()) {
      metadata.put("annotations", desired.notes().annotations());
    }
    metadata.put("uid", desired.uid());
    metadata.put("generation", desired.generation());
    metadata.put("resourceVersion", Long.toString(declared.version()));
    metadata.put("creationTimestamp", desired.createdAt().toString());
    desired
        .deletion()
        .ifPresent(d -> metadata.put("deletionTimestamp", d.requestedAt().toString()));
    document.put("metadata", metadata);
    Map<String, Object> known =
        declared.status().map(AppDocument::status).orElseGet(AppDocument::unknown);
    desired.quarantine().ifPresent(failed -> known.put("quarantine", quarantine(failed)));
    declared.owner().ifPresent(ownedApp -> known.put("source", source(ownedApp)));
    document.put("status", known);
    return document;
  }

  /** Whose files say what the app is, and whether somebody has overridden them for now. */
  private static Map<String, Object> source(OwnedApp ownedApp) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", ownedApp.source());
    tree.put("file", ownedApp.file());
    tree.put("overridden", ownedApp.forced());
    return tree;
  }

  private static Map<String, Object> quarantine(Quarantine failed) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("revision", failed.revision());
    tree.put("rolledBackTo", failed.target());
    tree.put("reason", failed.reason());
    tree.put("message", failed.message());
    tree.put("since", failed.since().toString());
    return tree;
  }

  /** Before the first look at the engine. */
  private static Map<String, Object> unknown() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("observedGeneration", 0);
    tree.put("phase", Phase.PENDING.text());
    tree.put("conditions", List.of());
    tree.put("services", Map.of());
    return tree;
  }

  static Map<String, Object> status(AppStatus status) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("observedGeneration", status.observedGeneration());
    tree.put("phase", status.phase().text());
    tree.put("revision", status.revision());
    List<Object> conditions = new ArrayList<>();
    status.conditions().forEach(condition -> conditions.add(condition(condition)));
    tree.put("conditions", conditions);
    Map<String, Object> services = new LinkedHashMap<>();
    status.services().forEach((name, service) -> services.put(name, service(service)));
    tree.put("services", services);
    return tree;
  }

  private static Map<String, Object> condition(Condition condition) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", condition.type().text());
    tree.put("status", condition.status().text());
    tree.put("reason", condition.reason());
    tree.put("message", condition.message());
    tree.put("summary", PlainText.summary(condition.message()));
    tree.put("lastTransitionTime", condition.lastTransitionTime().toString());
    tree.put("observedGeneration", condition.observedGeneration());
    return tree;
  }

  private static Map<String, Object> service(AppStatus.ServiceStatus service) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("desired", service.desired());
    tree.put("ready", service.ready());
    tree.put("updated", service.updated());
    service.image().ifPresent(image -> tree.put("image", image(image)));
    tree.put("endpoints", service.endpoints());
    tree.put("containers", service.containers().stream().map(AppDocument::container).toList());
    service.rollout().ifPresent(rollout -> tree.put("rollout", rollout(rollout)));
    return tree;
  }

  private static Map<String, Object> rollout(AppStatus.RolloutStatus rollout) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("strategy", rollout.strategy());
    tree.put("step", rollout.step());
    rollout.share().ifPresent(share -> tree.put("share", share));
    tree.put("updated", rollout.updated());
    tree.put("inRotation", rollout.inRotation());
    tree.put("draining", rollout.draining());
    tree.put("message", rollout.message());
    return tree;
  }

  private static Map<String, Object> image(AppStatus.Image image) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("reference", image.reference());
    tree.put("id", image.id().isEmpty() ? null : image.id());
    tree.put("digest", image.digest().orElse(null));
    return tree;
  }

  private static Map<String, Object> container(AppStatus.Container container) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", container.id());
    tree.put("name", container.name());
    tree.put("replica", container.replica());
    tree.put("revision", container.revision());
    tree.put("state", container.state());
    tree.put("health", container.health());
    tree.put("restarts", container.restarts());
    tree.put("exitCode", container.exitCode().isPresent() ? container.exitCode().getAsInt() : null);
    tree.put("startedAt", container.startedAt().map(Object::toString).orElse(null));
    if (!container.unnamedVolumes().isEmpty()) {
      tree.put("unnamedVolumes", container.unnamedVolumes());
    }
    container.rotation().ifPresent(rotation -> tree.put("rotation", rotation(rotation)));
    container
        .placed()
        .ifPresent(placed -> {
          tree.put("node", placed.node());
          tree.put("message", placed.message());
        });
    return tree;
  }

  private static Map<String, Object> rotation(AppStatus.Rotated rotation) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("state", rotation.state());
    tree.put("sessions", rotation.sessions());
    tree.put("errors", rotation.errors());
    return tree;
  }
}
