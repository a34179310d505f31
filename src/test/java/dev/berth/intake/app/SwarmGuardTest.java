package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwarmGuardTest {
  private static final KnownEngines ENGINES =
      new KnownEngines("local", Set.of("local", "swarm")::contains, "swarm"::equals);

  private static List<String> refused(String engine, String rest) {
    String text = "{name: a, image: x, placement: {engine: " + engine + "}" + rest + "}";
    WriteAttempt attempt =
        new WriteAttempt(
            new AppCommand.Start("a"),
            WriteOptions.PLAIN,
            Optional.empty(),
            Optional.empty(),
            Optional.of(ManifestReader.read(text).drafts().getFirst()));
    return new SwarmGuard(ENGINES)
        .refusal(attempt)
        .map(receipt ->
            ((Receipt.Invalid<DesiredApp>) receipt)
                .violations().stream().map(Violation::path).toList())
        .orElse(List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "swarm, ', privileged: true', privileged",
    "swarm, ', network_mode: host', network_mode",
    "swarm, '', ''",
    "local, ', privileged: true', ''",
    "local, ', network_mode: host', ''",
  })
  void whatASwarmWouldPassOverIsRefusedThere(String engine, String rest, String path) {
    assertThat(refused(engine, rest)).isEqualTo(path.isEmpty() ? List.of() : List.of(path));
  }
}
