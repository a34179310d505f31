package dev.berth.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 17: whoever asks for the most that may be asked for takes it from nobody else. */
@QuarkusTest
@TestProfile(Scenario.Home.class)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class CostScenario extends Scenario {
  private static final int CLIENTS = 3;
  private static final int READS = 60;

  /** The most ports that are taken, and of those that are not the cheapest to write. */
  @ParameterizedTest
  @ValueSource(strings = {"1001-5096:1001-5096", "1-65535:1-65535"})
  void answersReadersWhileOthersAskForManyPorts(String ports) throws Exception {
    hammer("name: cost-ports\nimage: alpine:3\nports: [\"%s\"]\n".formatted(ports));
  }

  @Test
  void answersReadersWhileOthersSendManyValues() throws Exception {
    hammer(
        IntStream.range(0, 60_000)
            .mapToObj(i -> "  K" + i + ": v\n")
            .collect(
                Collectors.joining("", "name: cost-values\nimage: alpine:3\nenvironment:\n", "")));
  }

  private void hammer(String body) throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> CompletableFuture.runAsync(() -> ask(body, isOver, asked), clients))
              .toList();
      List<Long> waits = new ArrayList<>();
      try {
        while (waits.size() < READS || asked.get() < CLIENTS) {
          long begun = System.nanoTime();
          assertThat(request().get("/v1/apps").statusCode()).isEqualTo(200);
          waits.add(System.nanoTime() - begun);
        }
      } finally {
        isOver.set(true);
      }
      all.forEach(CompletableFuture::join);
      waits.sort(null);
      long p99 = waits.get(waits.size() * 99 / 100);
      System.out.printf(
          "%d requests of %d bytes; %d reads beside them, p99 %d ms%n",
          asked.get(), body.length(), waits.size(), TimeUnit.NANOSECONDS.toMillis(p99));
    }
  }

  private void ask(String body, AtomicBoolean isOver, AtomicInteger asked) {
    while (!isOver.get()) {
      try {
        assertThat(request().body(body).post("/v1/apps?dryRun=true").statusCode())
            .isIn(200, 201, 422);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      asked.incrementAndGet();
    }
  }
}
