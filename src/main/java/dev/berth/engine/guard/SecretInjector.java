package dev.berth.engine.guard;

import dev.berth.engine.EngineException;
import dev.berth.observe.ContainerSettings;
import dev.berth.observe.Ownership;
import dev.berth.spec.SecretText;
import dev.berth.state.secret.Secrets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps secrets' values on the engine's side. Settings on their way to the engine get the values;
 * what comes back has them taken out again, in the words in which they were wanted, so that both
 * can be compared. A label for each such variable says which it is, with a keyed digest of what it
 * was set to: so a value that was changed behind Berth's back is noticed, and not shown.
 */
public final class SecretInjector {
  static final String LABEL = Ownership.PREFIX + "secret.";

  private final Secrets secrets;

  public SecretInjector(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * For the engine alone.
   *
   * @throws EngineException {@link EngineException.Kind#INVALID} if a secret is not there
   */
  public ContainerSettings inject(ContainerSettings wanted) {
    SortedMap<String, String> environment = new TreeMap<>(wanted.environment());
    SortedMap<String, String> labels = new TreeMap<>(wanted.labels());
    wanted
        .environment()
        .forEach((name, text) ->
            SecretText.in(text)
                .ifPresent(secret -> {
                  String value = secret.filled(value(secret));
                  environment.put(name, value);
                  labels.put(LABEL + name, secrets.digest(value) + " " + SecretText.shown(text));
                }));
    return wanted.environment().equals(environment)
        ? wanted
        : wanted.withEnvironment(environment, labels);
  }

  String value(SecretText text) {
    return switch (secrets.find(text.secret(), text.key())) {
      case Secrets.Found.Value value -> value.text();
      case Secrets.Found.Nothing nothing ->
          throw new EngineException(EngineException.Kind.INVALID, nothing.why());
    };
  }

  /** For everybody else. */
  public ContainerSettings redact(ContainerSettings seen) {
    SortedMap<String, String> environment = new TreeMap<>(seen.environment());
    environment.replaceAll((name, text) ->
        Optional.ofNullable(seen.labels().get(LABEL + name))
            .map(label -> shown(label, text))
            .orElse(text));
    return seen.environment().equals(environment)
        ? seen
        : seen.withEnvironment(environment, seen.labels());
  }

  String shown(String label, String value) {
    String digest = secrets.digest(value);
    return label.startsWith(digest + " ")
        ? label.substring(digest.length() + 1)
        : "(another value, digest " + digest + ")";
  }
}
