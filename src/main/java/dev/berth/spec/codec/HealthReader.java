package dev.berth.spec.codec;

import dev.berth.spec.HealthCheck;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads health checks. */
final class HealthReader {
  private HealthReader() {}

  static Optional<HealthCheck> health(Node node) {
    if (node.isAbsent()) {
      return Optional.empty();
    }
    Keys.check(
        node,
        Set.of(
            "test", "interval", "timeout", "retries", "start_period", "start_interval", "disable"));
    if (node.child("disable").flag().orElse(false)) {
      return Optional.of(
          new HealthCheck(
              List.of("NONE"),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              OptionalInt.empty()));
    }
    return Optional.of(
        new HealthCheck(
            test(node.child("test")),
            Quantities.duration(node.child("interval")),
            Quantities.duration(node.child("timeout")),
            Quantities.duration(node.child("start_period")),
            node.child("retries")
                .number(1, 1000)
                .map(n -> OptionalInt.of(n.intValue()))
                .orElse(OptionalInt.empty()),
            Quantities.duration(node.child("start_interval"))));
  }

  private static List<String> test(Node node) {
    if (!node.isList()) {
      return node.string().map(line -> List.of("CMD-SHELL", line)).orElse(List.of());
    }
    List<String> words = node.texts();
    if (words.isEmpty() || !Set.of("NONE", "CMD", "CMD-SHELL").contains(words.getFirst())) {
      node.refuse("must begin with CMD, CMD-SHELL or NONE");
      return List.of();
    }
    return words;
  }
}
