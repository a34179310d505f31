package dev.berth.client.text;

import dev.berth.client.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An app in a line. */
public record AppSummary(JsonView app) {
  public String name() {
    return app.text("metadata", "name");
  }

  /** One word; of a status that is of an older spec what comes next. */
  public String phase() {
    return app.at("status", "phase").found().orElse("Pending");
  }

  /** Containers that are ready, of those that are wanted. */
  public String ready() {
    long ready = 0;
    long desired = 0;
    for (String service : services()) {
      ready += app.number("status", "services", service, "ready");
      desired += app.number("status", "services", service, "desired");
    }
    return ready + "/" + desired;
  }

  /** Services, in their order. */
  public List<String> services() {
    return app.map("status", "services").keySet().stream().map(String::valueOf).toList();
  }

  public String endpoints() {
    List<String> all = new ArrayList<>();
    for (String service : services()) {
      app.items("status", "services", service, "endpoints").forEach(e -> all.add(e.text()));
    }
    return String.join(", ", all);
  }

  public String images() {
    return services().stream()
        .map(service -> app.text("status", "services", service, "image", "reference"))
        .filter(image -> !image.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** What the condition {@code Ready} says, with its reason. */
  public String message() {
    return condition("Ready").text("message");
  }

  public String reason() {
    return condition("Ready").text("reason");
  }

  private JsonView condition(String type) {
    return app.items("status", "conditions").stream()
        .filter(condition -> condition.text("type").equals(type))
        .findFirst()
        .orElse(JsonView.of(null));
  }

  /** Whether the status speaks of what is wanted now. */
  public boolean isObserved() {
    return app.number("status", "observedGeneration") >= app.number("metadata", "generation");
  }

  /** How far it is, while somebody waits for it. */
  public String progress() {
    if (!isObserved()) {
      return name() + ": waits for its turn";
    }
    String how = Printable.line(message());
    return name() + " " + ready() + " ready, " + phase() + (how.isEmpty() ? "" : ": " + how);
  }
}
