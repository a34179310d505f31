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

/**
 * Follows apps as clients of Kubernetes do: where the stream ends, it goes on after the last
 * version that it has seen.
 */
final class WatchClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> added = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final String url;
  private final String token;
  private volatile String version;
  private volatile boolean isClosed;

  WatchClient(String base, String token, String version) {
    this.url = base + "/apis/berth.dev/v1/apps?watch=true&resourceVersion=";
    this.token = token;
    this.version = version;
    Thread.ofVirtual().start(this::run);
  }

  /** Names of apps, in the order in which they were told to be new. */
  List<String> added() {
    return List.copyOf(added);
  }

  /** What was told in place of a change, or after a later one. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private void run() {
    while (!isClosed) {
      try {
        HttpResponse<Stream<String>> answer =
            client.send(
                HttpRequest.newBuilder(URI.create(url + version))
                    .header("Authorization", "Bearer " + token)
                    .build(),
                HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() == 200) {
          answer.body().filter(line -> !line.isBlank()).forEach(this::read);
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        // It was cut off: it goes on.
      }
    }
  }

  private void read(String line) {
    try {
      JsonNode event = JSON.readTree(line);
      String type = event.path("type").asText();
      if (type.equals("ERROR")) {
        faults.add(line);
        isClosed = true;
        return;
      }
      JsonNode metadata = event.path("object").path("metadata");
      if (type.equals("ADDED")) {
        added.add(metadata.path("name").asText());
      }
      String next = metadata.path("resourceVersion").asText();
      if (Long.parseLong(next) < Long.parseLong(version)) {
        faults.add("after " + version + ": " + line);
      }
      version = next;
    } catch (IOException e) {
      throw new IllegalStateException(line, e);
    }
  }

  @Override
  public void close() {
    isClosed = true;
    client.shutdownNow();
  }
}
