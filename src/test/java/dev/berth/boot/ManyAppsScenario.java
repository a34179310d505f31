package dev.berth.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many apps must be listed whole, a part at a time. Wanted only: nothing of them runs. With {@code
 * -Dmany=10000} it is what issue 8 asks for; fewer are enough to hold the promise.
 */
@QuarkusTest
@TestProfile(Scenario.Home.class)
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class ManyAppsScenario extends Scenario {
  private static final int MANY = Integer.getInteger("many", 600);
  private static final int BULK = 200;

  @Test
  void listsAllOfManyAppsInParts() throws IOException {
    for (int first = 0; first < MANY; first += BULK) {
      assertThat(request().body(documents(first)).post("/v1/apply").statusCode()).isEqualTo(201);
    }
    Set<String> seen = new HashSet<>();
    Optional<String> token = Optional.empty();
    do {
      var request = request().queryParam("limit", "500");
      token.ifPresent(t -> request.queryParam("continue", t));
      var page = request.get("/apis/berth.dev/v1/apps").jsonPath();
      seen.addAll(page.getList("items.metadata.name", String.class));
      token = Optional.ofNullable(page.getString("metadata.continue"));
    } while (token.isPresent());

    assertThat(seen).hasSize(MANY);
  }

  private static String documents(int first) {
    return IntStream.range(first, Math.min(first + BULK, MANY))
        .mapToObj(i -> "name: kube-many-%05d\nimage: alpine:3\nstate: Stopped\n".formatted(i))
        .collect(Collectors.joining("---\n"));
  }
}
