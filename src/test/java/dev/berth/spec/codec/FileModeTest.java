package dev.berth.spec.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.Mount;
import dev.berth.spec.Service;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rights of files are octal to whoever writes them, and decimal to YAML 1.2 and JSON. */
class FileModeTest {
  private static AppDraft draft(String mode) {
    return ManifestReader.read(
            """
            name: shop
            image: a
            secrets: [{source: key, mode: %1$s}]
            volumes: [{type: tmpfs, target: /tmp, tmpfs: {mode: %1$s}}]
            """
                .formatted(mode))
        .drafts()
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "'0400', 256",
    "0o400, 256",
    "256, 256",
    "'400', 256",
    "420, 420",
    "493, 493",
    "511, 511",
    "1023, 1023",
    "'01777', 1023",
    "0, 0",
  })
  void aTextIsOctalAndANumberIsANumber(String mode, int meant) {
    String written = mode.matches("0[0-7]+|400") ? "'" + mode + "'" : mode;
    AppDraft draft = draft(written);
    Service service = draft.app().service("shop");

    assertThat(draft.violations()).isEmpty();
    assertThat(service.surroundings().files().getFirst().mode()).contains(meant);
    assertThat(((Mount.OfMemory) service.mounts().getFirst()).mode()).hasValue(meant);
  }

  /** 0400 is 400 in YAML 1.2: a secret that its group may write. */
  @ParameterizedTest
  @ValueSource(strings = {"0400", "0440", "0444", "0600", "0640", "0644", "0700", "0755", "640"})
  void whatWasMeantToBeOctalIsToldAndNotGuessed(String mode) {
    assertThat(draft(mode).violations())
        .singleElement()
        .extracting(Violation::path, Violation::message)
        .satisfies(told -> {
          assertThat(told.getFirst()).isEqualTo("secrets[0].mode");
          assertThat(told.getLast().toString()).contains("0o" + mode.replaceFirst("^0", ""));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"'0800'", "'77777'", "rw", "-1", "4096", "1.5"})
  void whatIsNoModeIsRefused(String mode) {
    assertThat(draft(mode).violations())
        .extracting(Violation::path)
        .containsExactlyInAnyOrder("secrets[0].mode", "volumes[0].tmpfs.mode");
  }
}
