package dev.berth.compose;

import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.Map;

/**
 * What a project was read as.
 *
 * @param name the project's
 * @param model the canonical model as Docker Compose has it; complete only without problems
 * @param draft the app, for {@code SpecRules}; harmless fillers where there are problems
 * @param problems all that is wrong with the files, with file and line
 * @param warnings what is odd but does no harm
 * @param ignored paths of keys that Berth cannot honour and that are left out
 * @param unset variables that have no value and no default: an empty text was put in their place
 */
public record ComposeResult(
    String name,
    Map<String, ?> model,
    AppDraft draft,
    List<ComposeProblem> problems,
    List<String> warnings,
    List<String> ignored,
    List<String> unset) {

  public ComposeResult {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    ignored = List.copyOf(ignored);
    unset = List.copyOf(unset);
  }

  public boolean isGood() {
    return problems.isEmpty();
  }

  /** The problems as an answer shows them. */
  public List<Violation> violations() {
    return problems.stream().map(ComposeProblem::violation).toList();
  }

  /** The model as JSON, letter for letter as {@code docker compose config --format json} has it. */
  public String json() {
    return ModelJson.write(model);
  }
}
