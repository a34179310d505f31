package dev.berth.image.job;

import dev.berth.port.Operation;
import java.util.Collection;
import java.util.Optional;

/**
 * What a job is to do.
 *
 * @param key jobs of one key are one job
 * @param secrets values that its log must not show
 * @param work answers a digest, if there is one
 */
record JobSpec(
    String key, Operation.Kind kind, String reference, Collection<String> secrets, Work work) {

  /** The work itself. */
  interface Work {
    Optional<String> run(Job job, BuildLog log);
  }

  /** For people: what is going on. */
  String verb() {
    return switch (kind) {
      case BUILD -> "building";
      case PULL -> "pulling";
      case PUSH -> "pushing";
    };
  }
}
