package dev.berth.engine.guard;

import dev.berth.observe.swarm.SpecTree;
import dev.berth.observe.swarm.SwarmService;
import dev.berth.spec.SecretText;
import dev.berth.state.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps values of secrets on the Swarm's side, as {@link SecretInjector} does on an engine's: they
 * stand in the environment of a service and nowhere else of what Berth knows of it.
 */
public final class SwarmSecrets {
  private static final String[] ENVIRONMENT = {"TaskTemplate", "ContainerSpec", "Env"};
  private static final String[] LABELS = {"TaskTemplate", "ContainerSpec", "Labels"};

  private final SecretInjector injector;
  private final Secrets secrets;

  public SwarmSecrets(Secrets secrets) {
    this.secrets = secrets;
    this.injector = new SecretInjector(secrets);
  }

  /** For a manager alone. */
  public Map<String, Object> inject(Map<String, Object> spec) {
    List<String> environment = new ArrayList<>();
    SortedMap<String, String> labels = SpecTree.texts(spec, LABELS);
    for (Object variable : SpecTree.list(spec, ENVIRONMENT)) {
      String text = variable.toString();
      int sign = text.indexOf('=');
      String coded = text.substring(sign + 1);
      environment.add(
          SecretText.in(coded)
              .map(secret -> {
                String name = text.substring(0, sign);
                String value = secret.filled(injector.value(secret));
                labels.put(
                    SecretInjector.LABEL + name,
                    secrets.digest(value) + " " + SecretText.shown(coded));
                return name + "=" + value;
              })
              .orElse(text));
    }
    return with(spec, environment, labels);
  }

  /** For everybody else. */
  public SwarmService redact(SwarmService seen) {
    SortedMap<String, String> labels = seen.containerLabels();
    List<String> environment = new ArrayList<>();
    for (Object variable : SpecTree.list(seen.spec(), ENVIRONMENT)) {
      String text = variable.toString();
      int sign = text.indexOf('=');
      String label =
          sign < 0 ? "" : labels.getOrDefault(SecretInjector.LABEL + text.substring(0, sign), "");
      environment.add(
          label.isEmpty()
              ? text
              : text.substring(0, sign + 1) + injector.shown(label, text.substring(sign + 1)));
    }
    return seen.withSpec(with(seen.spec(), environment, labels));
  }

  private static Map<String, Object> with(
      Map<?, ?> spec, List<String> environment, SortedMap<String, String> labels) {
    Map<String, Object> container =
        SpecTree.copy(SpecTree.map(spec, "TaskTemplate", "ContainerSpec"));
    if (!environment.isEmpty()) {
      container.put("Env", environment);
    }
    container.put("Labels", labels);
    Map<String, Object> task = SpecTree.copy(SpecTree.map(spec, "TaskTemplate"));
    task.put("ContainerSpec", container);
    Map<String, Object> whole = SpecTree.copy(spec);
    whole.put("TaskTemplate", task);
    return new TreeMap<>(whole);
  }
}
