package dev.berth.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields of an item are left. */
class FieldsTest {
  private static final String APP =
      """
      {"metadata": {"name": "shop", "labels": {"team": "web"}},
       "spec": {"image": "web:1"},
       "status": {"phase": "Running", "revision": null,
         "services": {"web": {"ready": 1, "desired": 2}, "db": {"ready": 1}},
         "conditions": [{"type": "Ready", "status": "True"}, {"type": "Stalled", "status": "False"}]}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          metadata.name                  | {metadata={name=shop}}
          metadata.name, status.phase    | {metadata={name=shop}, status={phase=Running}}
          status.revision                | {status={revision=null}}
          spec                           | {spec={image=web:1}}
          metadata.labels                | {metadata={labels={team=web}}}
          metadata.name.more             | {metadata={}}
          metadata,metadata.name         | {metadata={name=shop, labels={team=web}}}
          status.services.*.ready        | {status={services={web={ready=1}, db={ready=1}}}}
          status.services.web            | {status={services={web={ready=1, desired=2}}}}
          status.conditions.type         | {status={conditions=[{type=Ready}, {type=Stalled}]}}
          nothing                        | {}
          """)
  void leavesWhatIsNamedAndAllBelowIt(String fields, String left) {
    assertThat(Fields.of(fields).of(item())).hasToString(left);
  }

  @Test
  void leavesAllWhereNothingIsSaid() {
    assertThat(Fields.all().of(item())).isEqualTo(item());
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "a,", "a..b", ".a", "a,,b", " "})
  void refusesWhatIsNoPath(String fields) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Fields.of(fields))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(400));
  }

  private static Map<String, Object> item() {
    Map<String, Object> item = new LinkedHashMap<>();
    JsonTree.read(APP).orElseThrow().forEach((key, value) -> item.put(String.valueOf(key), value));
    return item;
  }
}
