package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.plan.Samples;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveGuardTest {
  private static final String DATA = ", volumes: ['data:/d']";
  private static final KnownEngines ENGINES =
      new KnownEngines("e1", Set.of("e1", "e2", "e3")::contains, name -> false);

  private static AppDraft draft(String placement, String rest) {
    String text = "{name: a, image: x" + (placement.isEmpty() ? "" : ", placement: " + placement);
    return ManifestReader.read(text + rest + "}").drafts().getFirst();
  }

  private static List<String> refusal(String before, String after, String rest) {
    DesiredApp stored = Samples.desired(draft(before, rest).app());
    WriteAttempt attempt =
        new WriteAttempt(
            new AppCommand.Start("a"),
            WriteOptions.PLAIN,
            Optional.of(stored),
            Optional.empty(),
            Optional.of(draft(after, rest)));
    return new MoveGuard(ENGINES)
        .refusal(attempt)
        .map(receipt ->
            ((Receipt.Invalid<DesiredApp>) receipt)
                .violations().stream().map(Violation::toString).toList())
        .orElse(List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "'',             {engine: e2}, true",
    "{engine: e2},   {engine: e3}, true",
    "{engine: e2},   '',           true",
    "'',             {engine: e1}, false",
    "{engine: e1},   '',           false",
    "{engine: typo}, {engine: e2}, false",
    "'',             '{engine: e2, abandonVolumes: true}', false",
  })
  void whoLeavesDataBehindHasToKnowIt(String before, String after, boolean isRefused) {
    List<String> told = refusal(before, after, DATA);
    assertThat(told).hasSize(isRefused ? 1 : 0);
    assertThat(told)
        .allSatisfy(
            why -> assertThat(why).contains("placement.engine", "data", "abandonVolumes: true"));
    assertThat(refusal(before, after, "")).isEmpty();
  }
}
