package dev.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import dev.berth.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 23.2: what was ready to go out when the lead was lost stays here. */
class GatedTransportTest {
  private final List<String> sent = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private boolean isOpen;

  private final DockerHttpClient transport =
      new GatedTransport(
          new DockerHttpClient() {
            @Override
            public Response execute(Request request) {
              sent.add(request.method() + " " + request.path());
              throw new UnsupportedOperationException("nobody answers here");
            }

            @Override
            public void close() {
              sent.add("close");
            }
          },
          order -> {
            asked.add(order);
            return isOpen;
          });

  private void send(Method method, String path) {
    assertThatThrownBy(() -> transport.execute(Request.builder().method(method).path(path).build()))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1.41/containers/a/stop?t=0",
    "POST, /v1.41/containers/create?name=auth",
    "POST, /v1.41/auth/a",
    "POST, /v1.41/exec/a/resize",
    "PUT, /v1.41/containers/a/archive",
    "DELETE, /v1.41/volumes/data",
    "DELETE, /auth",
  })
  void anOrderGoesOutOnlyWhereTheGatePermitsIt(Method method, String path) {
    Request request = Request.builder().method(method).path(path).build();
    assertThatThrownBy(() -> transport.execute(request))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(EngineException.Kind.UNREACHABLE);
              assertThat(e).hasMessageContaining(path);
            });
    assertThat(sent).isEmpty();

    isOpen = true;
    send(method, path);
    assertThat(sent).containsExactly(method + " " + path);
    assertThat(asked).containsExactly(method + " " + path, method + " " + path);
  }

  @ParameterizedTest
  @CsvSource({"GET, /v1.41/containers/json", "GET, /_ping", "POST, /v1.41/auth", "POST, /auth"})
  void aQuestionAlwaysGoesOut(Method method, String path) {
    send(method, path);
    assertThat(sent).containsExactly(method + " " + path);
    assertThat(asked).isEmpty();
  }

  @Test
  void itEndsWithItsTransport() throws Exception {
    transport.close();
    assertThat(sent).containsExactly("close");
  }
}
