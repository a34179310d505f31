package dev.berth.api.http;

import dev.berth.intake.read.Page;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which part of a list a request asks for, and how it is shown. */
public record Selection(ResourceFilter wanted, int limit, Optional<String> after, Fields fields) {
  public static final Set<String> QUERIES = Set.of("labelSelector", "limit", "continue", "fields");

  /** All of it. */
  public static Selection of(ResourceFilter wanted) {
    return new Selection(wanted, 0, Optional.empty(), Fields.all());
  }

  public static Selection of(Queries queries) {
    Optional<String> after =
        queries
            .text("continue")
            .map(token ->
                Page.after(token)
                    .orElseThrow(() ->
                        ProblemException.of(
                            400,
                            "Bad Request",
                            "`continue` is the token of an answer, metadata.continue, as it"
                                + " was")));
    return new Selection(
        new ResourceFilter(Optional.empty(), selector(queries)),
        queries.number("limit").orElse(0),
        after,
        queries.text("fields").map(Fields::of).orElseGet(Fields::all));
  }

  private static LabelSelector selector(Queries queries) {
    return switch (LabelSelector.parse(queries.text("labelSelector").orElse(""))) {
      case Validated.Valid<LabelSelector> valid -> valid.value();
      case Validated.Invalid<LabelSelector> invalid ->
          throw ProblemException.of(
              400, "Bad Request", "`labelSelector`: " + invalid.violations().getFirst().message());
    };
  }

  /** The part as answers show it. */
  public Map<String, Object> tree(Page page) {
    return tree(page, page.items().stream().map(item -> fields.of(item.document())).toList());
  }

  static Map<String, Object> tree(Page page, List<?> items) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", Long.toString(page.number()));
    page.next().ifPresent(token -> metadata.put("continue", token));
    page.next().ifPresent(token -> metadata.put("remainingItemCount", page.remaining()));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metadata", metadata);
    tree.put("items", items);
    return tree;
  }
}
