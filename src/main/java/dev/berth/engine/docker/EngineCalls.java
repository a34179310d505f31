package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import dev.berth.engine.EngineException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes calls of the engine, each within its deadline and with failures that Berth knows. */
interface EngineCalls {

  /** Asks; the first word of {@code what} is the verb. */
  <T> T ask(String what, Function<DockerClient, T> question);

  /** What is not there is an answer. */
  static <T> Optional<T> absent(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
