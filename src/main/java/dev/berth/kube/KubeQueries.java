package dev.berth.kube;

import dev.berth.intake.read.ResourceFilter;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Query parameters as the Kubernetes API has them; unknown ones are let pass, as it does. */
final class KubeQueries {
  private final MultivaluedMap<String, String> parameters;

  KubeQueries(UriInfo uri) {
    this.parameters = uri.getQueryParameters();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.getFirst(name)).filter(value -> !value.isEmpty());
  }

  /** Each time that it is given. */
  List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  boolean flag(String name) {
    return text(name).filter(value -> value.equals("true") || value.equals("1")).isPresent();
  }

  int number(String name, int otherwise) {
    Optional<String> text = text(name);
    if (text.isPresent() && !text.get().matches("\\d{1,9}")) {
      throw KubeException.bad(name + " must be a whole number, was " + text.get());
    }
    return text.map(Integer::parseInt).orElse(otherwise);
  }

  /** The number of a change; empty where any will do. */
  Optional<Long> version() {
    Optional<String> text = text("resourceVersion").filter(value -> !value.equals("0"));
    if (text.isPresent() && !text.get().matches("\\d{1,18}")) {
      throw KubeException.bad("resourceVersion: invalid value " + text.get());
    }
    return text.map(Long::valueOf);
  }

  /** Whether nothing is to be stored. */
  boolean dryRun() {
    Optional<String> word = text("dryRun");
    if (word.isPresent() && !word.get().equals("All")) {
      throw KubeException.of(
          422, "Invalid", "dryRun: Unsupported value: \"" + word.get() + "\": supported: \"All\"");
    }
    return word.isPresent();
  }

  ResourceFilter wanted() {
    Map<String, String> fields = fields();
    Optional<String> name = Optional.ofNullable(fields.remove("metadata.name"));
    fields.remove("metadata.namespace");
    if (!fields.isEmpty()) {
      throw KubeException.bad(
          "field label not supported: "
              + fields.keySet().iterator().next()
              + "; supported: metadata.name");
    }
    return switch (LabelSelector.parse(text("labelSelector").orElse(""))) {
      case Validated.Valid<LabelSelector> valid -> new ResourceFilter(name, valid.value());
      case Validated.Invalid<LabelSelector> invalid ->
          throw KubeException.bad(
              "unable to parse labelSelector: " + invalid.violations().getFirst().message());
    };
  }

  /** Terms of {@code fieldSelector}: only equality. */
  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String term : text("fieldSelector").orElse("").split(",", -1)) {
      int equals = term.indexOf('=');
      boolean isNegated = equals > 0 && term.charAt(equals - 1) == '!';
      if (isNegated || (equals < 0 && !term.isBlank())) {
        throw KubeException.bad("fieldSelector: only field=value is supported, was " + term);
      }
      if (equals > 0) {
        fields.put(
            term.substring(0, equals).strip(),
            term.substring(equals + 1).replaceFirst("^=", "").strip());
      }
    }
    return fields;
  }
}
