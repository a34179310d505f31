package dev.berth.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Calls of the engine that docker-java has no words for, or not all of them: its requests leave out
 * what the newest engines know, and more than one network.
 */
final class RawCalls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
  private static final int FIRST_ERROR = 400;

  private final DockerHttpClient transport;
  private final String version;

  /** Over a transport, in a version of the API. */
  RawCalls(DockerHttpClient transport, String version) {
    this.transport = transport;
    this.version = version;
  }

  /** Sends a JSON body and reads a JSON answer; empty where there is none. */
  Map<String, Object> post(String path, Map<String, Object> body) {
    return post(path, body, Map.of());
  }

  /** Likewise with more headers. */
  Map<String, Object> post(String path, Map<String, Object> body, Map<String, String> headers) {
    try {
      byte[] answer =
          answer(
              request(DockerHttpClient.Request.Method.POST, path)
                  .putAllHeaders(headers)
                  .putHeader("Content-Type", "application/json")
                  .body(new ByteArrayInputStream(JSON.writeValueAsBytes(body)))
                  .build());
      return answer.length == 0 || answer[0] != '{' ? Map.of() : JSON.readValue(answer, TREE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request is always JSON, and so is its answer", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a tar archive. */
  void put(String path, byte[] archive) {
    answer(
        request(DockerHttpClient.Request.Method.PUT, path)
            .putHeader("Content-Type", "application/x-tar")
            .body(new ByteArrayInputStream(archive))
            .build());
  }

  /** Reads a JSON answer, whatever it is. */
  Object get(String path) {
    try {
      return JSON.readValue(
          answer(request(DockerHttpClient.Request.Method.GET, path).build()), Object.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String path) {
    answer(request(DockerHttpClient.Request.Method.DELETE, path).build());
  }

  private DockerHttpClient.Request.Builder request(
      DockerHttpClient.Request.Method method, String path) {
    return DockerHttpClient.Request.builder().method(method).path("/v" + version + path);
  }

  private byte[] answer(DockerHttpClient.Request request) {
    try (DockerHttpClient.Response response = transport.execute(request)) {
      byte[] answer = response.getBody().readAllBytes();
      if (response.getStatusCode() >= FIRST_ERROR) {
        throw failure(response.getStatusCode(), new String(answer, StandardCharsets.UTF_8));
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DockerException failure(int status, String said) {
    return switch (status) {
      case 400 -> new BadRequestException(said);
      case 404 -> new NotFoundException(said);
      case 409 -> new ConflictException(said);
      default -> new DockerException(said, status);
    };
  }
}
