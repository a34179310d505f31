package dev.berth.engine.docker;

import com.github.dockerjava.api.model.DockerObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine's JSON as it came, for what docker-java has no getter for. Only what was asked for
 * itself keeps it, so parts are taken from the whole.
 */
record RawValues(Map<?, ?> values) {

  /** One part of an answer, such as {@code HostConfig}; empty where there is none. */
  static RawValues of(DockerObject answer, String part) {
    return new RawValues(answer.getRawValues().get(part) instanceof Map<?, ?> map ? map : Map.of());
  }

  @Nullable Object get(String key) {
    return values.get(key);
  }

  String text(String key) {
    return values.get(key) instanceof String text ? text : "";
  }
}
