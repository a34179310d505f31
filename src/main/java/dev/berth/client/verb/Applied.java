package dev.berth.client.verb;

import dev.berth.client.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of one document, or would.
 *
 * @param outcome created, updated or unchanged
 * @param thing as it is, or would be
 */
record Applied(String kind, String name, String outcome, JsonView thing) {
  static List<Applied> of(JsonView answer) {
    List<JsonView> things = answer.items("items");
    List<JsonView> outcomes = answer.items("outcomes");
    List<Applied> all = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      JsonView outcome = outcomes.get(i);
      all.add(
          new Applied(
              outcome.text("kind"), outcome.text("name"), outcome.text("outcome"), things.get(i)));
    }
    return all;
  }

  boolean isApp() {
    return kind.equals("App");
  }

  /** As kubectl calls it. */
  String title() {
    return kind.toLowerCase(Locale.ROOT) + "/" + name;
  }
}
