package dev.berth.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.UnauthorizedException;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** A request that docker-java 3.7.1 has no command for. */
record RawCall(String method, String path, Map<String, String> headers) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REFUSED = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  static RawCall of(String method, String path, Map<String, String> headers) {
    return new RawCall(method, path, headers);
  }

  /** The answer as JSON; failures are those that docker-java throws. */
  JsonNode json(DockerClient client, String apiVersion) {
    DockerHttpClient http = Objects.requireNonNull(((DockerClientImpl) client).getHttpClient());
    DockerHttpClient.Request request =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.valueOf(method))
            .path("/v" + apiVersion + path)
            .putAllHeaders(headers)
            .build();
    try (DockerHttpClient.Response answer = http.execute(request)) {
      String text = new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8);
      if (answer.getStatusCode() >= REFUSED) {
        throw failure(answer.getStatusCode(), text);
      }
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  private static DockerException failure(int status, String text) {
    return switch (status) {
      case UNAUTHORIZED, FORBIDDEN -> new UnauthorizedException(text);
      case NOT_FOUND -> new NotFoundException(text);
      case CONFLICT -> new ConflictException(text);
      default -> new DockerException(text, status);
    };
  }
}
