package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DockerClientConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 18, 28: what a rootless engine under cgroup v1 says of itself is told on. */
class ResourceViewsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"Warnings\": [\"WARNING: Running in rootless-mode without cgroups\"]} | [WARNING:"
            + " Running in rootless-mode without cgroups]",
        "{\"Warnings\": null} | []",
        "{} | []"
      })
  void tellsWhatTheEngineWarnsOf(String answer, String warnings) throws Exception {
    Info info = DockerClientConfig.getDefaultObjectMapper().readValue(answer, Info.class);

    assertThat(ResourceViews.engine(new Version(), info, "1.41").warnings()).hasToString(warnings);
  }
}
