package dev.berth.gitops;

import dev.berth.json.JsonTree;
import dev.berth.state.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Tells others what became of a sync: the server that keeps the repository, and whoever wants to
 * hear. In the background, in order for each source, tried again some times; a sync never waits for
 * it or fails by it.
 */
final class Notifier {
  private static final System.Logger LOG = System.getLogger(Notifier.class.getName());
  private static final int TRIES = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Between two tries, doubled each time. */
  private final Duration pause;

  /** Reasons that say something about a commit. */
  private static final Set<String> OF_COMMITS =
      Set.of("Synced", "FilesFailed", "Quarantined", "PruneRefused");

  private final SealedValues sealedValues;
  private final ExecutorService threads;
  private final Map<String, CompletableFuture<Void>> queues = new ConcurrentHashMap<>();

  /** A client for all of them, made when there is something to tell: it costs a start 30 ms. */
  private static final class Shared {
    static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  Notifier(SealedValues sealedValues, ExecutorService threads, Duration pause) {
    this.sealedValues = sealedValues;
    this.threads = threads;
    this.pause = pause;
  }

  /** Tells of a report. */
  void tell(Resource source, SourceStatus report) {
    List<HttpRequest> requests = new ArrayList<>();
    try {
      SourceSpec spec = SourceSpec.of(source.spec());
      mark(spec, source.name(), report).ifPresent(requests::add);
      notification(spec, source.name(), report).ifPresent(requests::add);
    } catch (IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "source {0}: an address for notices is no URL: nothing is told",
          source.name());
    }
    for (HttpRequest request : requests) {
      queues.compute(
          source.name(),
          (name, before) ->
              (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                  .thenRunAsync(() -> send(name, request), threads));
    }
  }

  private Optional<HttpRequest> mark(SourceSpec spec, String source, SourceStatus report) {
    return report
        .attempted()
        .filter(commit -> OF_COMMITS.contains(report.reason()))
        .flatMap(commit ->
            CommitStatus.of(spec, sealedValues)
                .map(
                    status -> status.request(source, commit, report.isSynced(), report.message())));
  }

  private Optional<HttpRequest> notification(SourceSpec spec, String source, SourceStatus report) {
    return spec.notification()
        .flatMap(wanted ->
            sealedValues
                .open(wanted.url())
                .map(URI::create)
                .map(url -> request(url, wanted.secret(), JsonTree.write(body(source, report)))));
  }

  private HttpRequest request(URI url, Optional<String> sealedSecret, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).header("Content-Type", "application/json");
    sealedSecret
        .flatMap(sealedValues::open)
        .map(secret -> WebhookVerifier.hmac(secret, body.getBytes(StandardCharsets.UTF_8)))
        .ifPresent(hmac -> request.header("X-Berth-Signature-256", "sha256=" + hmac));
    return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  private static Map<String, Object> body(String source, SourceStatus report) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("source", source);
    body.put("revision", report.attempted().orElse(null));
    body.put("synced", report.isSynced());
    body.put("reason", report.reason());
    body.put("message", report.message());
    body.put("time", report.lastAttempt().map(Instant::toString).orElse(null));
    body.put("text", "Berth: source " + source + ": " + report.message());
    return body;
  }

  /** Addresses may hold secrets, so only the host is named. */
  private void send(String source, HttpRequest request) {
    HttpRequest timed =
        HttpRequest.newBuilder(request, (name, value) -> true).timeout(PATIENCE).build();
    String said = "";
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        if (tries > 0) {
          Thread.sleep(pause.multipliedBy(1L << (tries - 1)));
        }
        int code = Shared.CLIENT.send(timed, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (code < 300) {
          return;
        }
        said = "it answers " + code;
      } catch (IOException e) {
        said = e.getClass().getSimpleName();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "source {0}: {1} did not take a notice, tried {2} times: {3}",
        source,
        request.uri().getHost(),
        TRIES,
        said);
  }
}
