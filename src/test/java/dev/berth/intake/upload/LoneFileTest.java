package dev.berth.intake.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Compose file that comes without its folder. */
class LoneFileTest {

  private static List<String> violations(Optional<String> name, String text) {
    return ComposeIntake.read(name, Map.of(), text)
            instanceof Validated.Invalid<ComposeIntake.Project> invalid
        ? invalid.violations().stream().map(Violation::toString).toList()
        : List.of();
  }

  /** Issue 18: they spoke of /-/.env. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "services: {web: {image: x, env_file: .env}}",
        "services: {web: {image: x, label_file: ./labels}}",
        "services: {web: {image: x, extends: {file: base.yaml, service: web}}}",
        "include: [other.yaml]\nservices: {web: {image: x}}"
      })
  void filesBesideItAreToldToBeSentAlong(String text) {
    assertThat(violations(Optional.of("a"), text))
        .singleElement()
        .asString()
        .contains("./", "is not there", "send the whole folder")
        .doesNotContain("/-/");
  }

  @Test
  void aFileOfTheMachineIsToldToBeSentAlongToo() {
    assertThat(violations(Optional.of("a"), "services: {web: {image: x, env_file: /srv/web.env}}"))
        .singleElement()
        .asString()
        .contains("/srv/web.env", "is not there", "send the whole folder");
  }

  @Test
  void oneWithoutANameSaysWhereToGiveIt() {
    assertThat(violations(Optional.empty(), "services: {web: {image: x}}"))
        .singleElement()
        .asString()
        .contains("path=name", "?name=NAME");
  }
}
