package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds every answer to what the OpenAPI document says of its operation. */
final class OpenApiCheck implements Filter {
  private final Map<String, Map<String, Object>> paths;
  private final Map<String, Map<String, Object>> schemas;
  private final Map<String, Pattern> templates = new LinkedHashMap<>();
  private final boolean isStrict;

  /**
   * With the document as text.
   *
   * @param isStrict whether keys and statuses that it does not name are faults, too
   */
  OpenApiCheck(String document, boolean isStrict) {
    JsonPath json = JsonPath.from(document);
    this.paths = json.getMap("paths");
    this.schemas = json.getMap("components.schemas");
    this.isStrict = isStrict;
    paths.keySet().stream()
        .sorted(
            Comparator.comparingLong((String path) -> path.chars().filter(c -> c == '{').count())
                .thenComparing(Comparator.comparingInt(String::length).reversed()))
        .forEach(path -> templates.put(path, pattern(path)));
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification wanted,
      FilterContext context) {
    Response answer = context.next(request, wanted);
    String path = URI.create(request.getURI()).getRawPath();
    template(path)
        .flatMap(template -> operation(template, request.getMethod()))
        .ifPresent(operation -> {
          List<String> faults = faults(operation, answer);
          assertThat(faults).as(request.getMethod() + " " + path).isEmpty();
        });
    return answer;
  }

  private Optional<String> template(String path) {
    return templates.entrySet().stream()
        .filter(template -> template.getValue().matcher(path).matches())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(
        Pattern.compile("\\{(\\w+)}")
            .matcher(template)
            .replaceAll(name -> name.group(1).equals("ref") ? ".+" : "[^/]+"));
  }

  private Optional<Map<?, ?>> operation(String template, String method) {
    Object found = AnswerSchema.below(paths, template).get(method.toLowerCase(Locale.ROOT));
    return found instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
  }

  private List<String> faults(Map<?, ?> operation, Response answer) {
    Map<?, ?> responses = AnswerSchema.below(operation, "responses");
    if (!(responses.get(String.valueOf(answer.statusCode())) instanceof Map<?, ?> response)) {
      return isStrict ? List.of("status " + answer.statusCode() + " is not documented") : List.of();
    }
    String type = String.valueOf(answer.contentType()).replaceFirst(";.*", "");
    boolean isJson = type.endsWith("json") && !answer.asString().isEmpty();
    if (!isJson || !(response.get("content") instanceof Map<?, ?> content)) {
      return List.of();
    }
    if (!(content.get(type) instanceof Map<?, ?> media)) {
      return List.of(type + " is not documented");
    }
    Object body = answer.jsonPath().get();
    boolean isOfSeveral = body instanceof Map<?, ?> map && map.containsKey("outcomes");
    return AnswerSchema.faults(
        schemas,
        isOfSeveral ? AnswerSchema.below(schemas, "Applied") : AnswerSchema.below(media, "schema"),
        body,
        isStrict);
  }
}
