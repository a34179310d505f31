package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
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

  @Inject EntityManagerFactory database;

  /** The scenarios that follow in this server are slower beside so many. */
  @AfterEach
  void removeAll() throws IOException {
    Response gone = request().delete("/v1/apps?all=true&wait=ready&timeout=300s");
    assertThat(gone.statusCode()).as(gone.asString()).isEqualTo(200);
  }

  @Test
  void listsAllOfManyAppsInParts() throws IOException {
    for (int first = 0; first < MANY; first += BULK) {
      assertThat(request().body(documents(first)).post("/v1/apply").statusCode()).isEqualTo(201);
    }
    assertThat(listed()).hasSize(MANY);
    statistics().clear();

    assertThat(listed()).hasSize(MANY);
    assertThat(request().get("/v1/apps").jsonPath().getList("items")).hasSize(MANY);
    assertThat(statistics().getEntityStatistics("dev.berth.store.AppEntity").getLoadCount())
        .as("apps whose text was read again though nothing of them had changed")
        .isZero();
  }

  private Statistics statistics() {
    Statistics statistics = database.unwrap(SessionFactory.class).getStatistics();
    statistics.setStatisticsEnabled(true);
    return statistics;
  }

  /** A part at a time. */
  private Set<String> listed() throws IOException {
    Set<String> seen = new HashSet<>();
    Optional<String> token = Optional.empty();
    do {
      var request = request().queryParam("limit", "500");
      token.ifPresent(t -> request.queryParam("continue", t));
      var page = request.get("/apis/berth.dev/v1/apps").jsonPath();
      seen.addAll(page.getList("items.metadata.name", String.class));
      token = Optional.ofNullable(page.getString("metadata.continue"));
    } while (token.isPresent());
    return seen;
  }

  private static String documents(int first) {
    return IntStream.range(first, Math.min(first + BULK, MANY))
        .mapToObj(i -> "name: kube-many-%05d\nimage: alpine:3\nstate: Stopped\n".formatted(i))
        .collect(Collectors.joining("---\n"));
  }
}
