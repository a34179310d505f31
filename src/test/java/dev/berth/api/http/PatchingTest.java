package dev.berth.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a patch before it meets a document. */
class PatchingTest {
  private static Patching.Sent read(String body, String type) {
    return Patching.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), type);
  }

  @ParameterizedTest
  @CsvSource({
    "application/merge-patch+json,              true",
    "application/json,                          true",
    "application/json-patch+json,               false",
    "Application/JSON-Patch+json;charset=UTF-8, false",
  })
  void theTypeTellsHowItIsMeant(String type, boolean merges) {
    assertThat(read("[{op: test}]", type))
        .isEqualTo(new Patching.Sent(List.of(Map.of("op", "test")), merges));
  }

  @Test
  void whatIsNoDocumentIsTold() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read("{a: ", Patching.MERGE))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(400))
        .withMessageStartingWith("the patch ");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read("{a: 1}\n---\n{b: 1}", Patching.MERGE))
        .withMessage("the patch must be one patch");
  }
}
