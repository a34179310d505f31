package dev.berth.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** One stream of changes over one connection, which is never opened again, in either shape. */
final class HeldStream implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final boolean isEvents;
  private String id = "";
  private volatile boolean isOpen;
  private volatile boolean isClosed;

  /**
   * What was told of something.
   *
   * @param number the id of the event, or the version of the object
   */
  record Told(String type, long number, JsonNode object) {
    String name() {
      return object.path("metadata").path("name").asText();
    }

    String mark() {
      return object.path("metadata").path("labels").path("mark").asText();
    }
  }

  HeldStream(String url, String token) {
    this.isEvents = url.contains("/v1/") && !url.contains("/apis/");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
    Thread.ofVirtual().start(() -> read(request));
  }

  private void read(HttpRequest request) {
    try {
      HttpResponse<Stream<String>> answer =
          client.send(request, HttpResponse.BodyHandlers.ofLines());
      isOpen = answer.statusCode() == 200;
      answer.body().forEach(this::line);
      end("it ended");
    } catch (InterruptedException | IOException | RuntimeException e) {
      end("it broke: " + e);
    }
  }

  private void end(String how) {
    if (!isClosed) {
      faults.add(how);
    }
  }

  private void line(String line) {
    if (isEvents && line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (isEvents && line.startsWith("data: ")) {
      tell(line.substring(6));
    } else if (!isEvents && !line.isBlank()) {
      tell(line);
    }
  }

  private void tell(String json) {
    try {
      JsonNode event = JSON.readTree(json);
      JsonNode object = event.path("object");
      String version = object.path("metadata").path("resourceVersion").asText();
      String type = event.path("type").asText();
      if (List.of("ADDED", "MODIFIED", "DELETED").contains(type)) {
        told.add(new Told(type, Long.parseLong(isEvents ? id : version), object));
      } else {
        faults.add(json);
      }
    } catch (IOException e) {
      faults.add("torn: " + json);
    }
  }

  boolean isOpen() {
    return isOpen;
  }

  List<Told> told() {
    return List.copyOf(told);
  }

  /** What was told in place of a change, and how it ended. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public void close() {
    isClosed = true;
    client.shutdownNow();
  }
}
