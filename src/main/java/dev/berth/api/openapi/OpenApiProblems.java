package dev.berth.api.openapi;

import dev.berth.api.http.ProblemDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Answers of the OpenAPI document that are no good ones. */
final class OpenApiProblems {
  /** That any operation may answer. */
  private static final List<String> ALWAYS = List.of("400", "401", "406", "500");

  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("400", "Bad Request"),
          Map.entry("401", "Unauthorized"),
          Map.entry("403", "Forbidden"),
          Map.entry("404", "Not Found"),
          Map.entry("406", "Not Acceptable"),
          Map.entry("409", "Conflict"),
          Map.entry("412", "Precondition Failed"),
          Map.entry("413", "Content Too Large"),
          Map.entry("415", "Unsupported Media Type"),
          Map.entry("422", "Unprocessable Content"),
          Map.entry("426", "Upgrade Required"),
          Map.entry("429", "Too Many Requests"),
          Map.entry("500", "Internal Server Error"),
          Map.entry("503", "Service Unavailable"),
          Map.entry("504", "Gateway Timeout"));

  private OpenApiProblems() {}

  /** By status. */
  static Map<String, APIResponse> of(OpenApiRoute route) {
    Map<String, APIResponse> all = new LinkedHashMap<>();
    TreeSet<String> codes = new TreeSet<>(ALWAYS);
    codes.addAll(route.problems());
    route.events().ifPresent(stream -> codes.add("429")); // Streams are counted.
    codes.forEach(code -> all.put(code, problem(code)));
    return all;
  }

  private static APIResponse problem(String code) {
    String title = TITLES.get(code);
    if (title == null) {
      throw new IllegalStateException("nothing is said about the status " + code);
    }
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", "about:blank");
    example.put("title", title);
    example.put("status", Integer.parseInt(code));
    example.put("detail", "what was tried, on what, and what to do next");
    MediaType media =
        OASFactory.createMediaType()
            .schema(OpenApiSchemas.ref(code.equals("504") ? "UnreadyProblem" : "Problem"))
            .example(example);
    return OASFactory.createAPIResponse()
        .description(title)
        .content(OASFactory.createContent().addMediaType(ProblemDetails.TYPE, media));
  }
}
