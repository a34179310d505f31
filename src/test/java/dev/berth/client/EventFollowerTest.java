package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Streams of events that break off must go on where they were. */
class EventFollowerTest {
  @Test
  void comesAgainWithWhatItHasSeen() throws IOException {
    List<String> seen = new ArrayList<>();
    try (ScriptedApi api = new ScriptedApi()) {
      api.on("GET /v1/events", 200, "id: 7\nevent: ADDED\ndata: a\ndata: b\n\nid: 8\n: rest\n\n")
          .on("GET /v1/events after 8", 200, "id: 9\ndata:c\n\nid: 10\ndata: cut o");
      api.on("GET /v1/events after 9", 200, "data: end\n\n");
      ServerAddress address =
          new ServerAddress(URI.create(api.url()), Optional.empty(), Optional.empty());

      new EventFollower(new BerthClient(address), line -> {})
          .follow(
              ApiPath.of("v1", "events"),
              event -> {
                seen.add(event.type() + " " + event.data());
                return !event.data().equals("end");
              });
    }

    assertThat(seen).containsExactly("ADDED a\nb", "message c", "message end");
  }
}
