package dev.berth.tracing;

import io.opentelemetry.api.common.AttributeKey;

/** Attributes of spans; the ones of containers are named as OpenTelemetry names them. */
final class SpanNames {
  static final AttributeKey<String> APP = AttributeKey.stringKey("berth.app");
  static final AttributeKey<Long> GENERATION = AttributeKey.longKey("berth.generation");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("berth.outcome");
  static final AttributeKey<String> PHASE = AttributeKey.stringKey("berth.phase");
  static final AttributeKey<Long> ACTIONS = AttributeKey.longKey("berth.actions");
  static final AttributeKey<String> WOKEN = AttributeKey.stringKey("berth.woken");
  static final AttributeKey<Long> LATENCY = AttributeKey.longKey("berth.event.latency_ms");
  static final AttributeKey<String> REASON = AttributeKey.stringKey("berth.reason");
  static final AttributeKey<Long> STEPS = AttributeKey.longKey("berth.steps");
  static final AttributeKey<Long> CACHED = AttributeKey.longKey("berth.steps.cached");
  static final AttributeKey<String> IMAGE = AttributeKey.stringKey("container.image.name");

  private SpanNames() {}

  /** Of a detail of an action. */
  static String detail(String name) {
    return switch (name) {
      case "container" -> "container.name";
      case "image" -> IMAGE.getKey();
      case "what" -> "berth.action";
      default -> "berth." + name;
    };
  }
}
