package dev.berth.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only a higher version of the same kind is an update. */
class VersionTagsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.2.3      | 1.2.4 1.10.0 1.9.9      | 1.10.0",
        "1.2.3      | 2.0.0 1.3.0             | 2.0.0",
        "1.2.3      | 1.2.3 1.2.2             | none",
        "1.2.3      | 1.3.0-rc1 latest 1.3 2  | none",
        "v1.2       | v1.3 1.4                | v1.3",
        "3.9-slim   | 3.10-slim 3.11          | 3.10-slim",
        "3.9-musl   | 3.10-musl 3.11-rc1      | 3.10-musl",
        "1.2.3-RC1  | 1.2.4-RC1               | none",
        "latest     | 1.0.0                   | none",
      })
  void goesToTheHighestOfItsKind(String tag, String tags, String newest) {
    assertThat(VersionTags.newest(tag, List.of(tags.split(" "))).orElse("none")).isEqualTo(newest);
  }
}
