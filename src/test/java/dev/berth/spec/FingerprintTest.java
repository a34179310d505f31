package dev.berth.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Fingerprints outlive versions of Berth: a red test here would recreate everybody's containers.
 */
class FingerprintTest {

  @Test
  void staysWhatItEverWas() {
    assertThat(Fingerprint.of(new TreeMap<>(Map.of("environment.NAME", "World", "user", "1"))))
        .isEqualTo("v1:b65954697b19627a5cff5b043f4c29df");
  }

  @Test
  void tellsKeysFromValues() {
    assertThat(Fingerprint.of(new TreeMap<>(Map.of("a", "bc"))))
        .isNotEqualTo(Fingerprint.of(new TreeMap<>(Map.of("ab", "c"))));
  }
}
