package dev.berth.notice.send;

import dev.berth.notice.NoticeText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends over HTTP. Redirects are not followed: what was set is where it goes, and nothing else of
 * the network.
 */
final class HttpSender implements NoticeSender {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final NoticeTarget target;

  HttpSender(NoticeTarget target) {
    this.target = target;
  }

  /** A client for all of them, made with the first notice. */
  private static final class Shared {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
  }

  @Override
  public Said send(NoticeText text) throws IOException, InterruptedException {
    HttpRequest request = HttpForms.request(target, text).timeout(PATIENCE).build();
    CompletableFuture<HttpResponse<String>> answer =
        Shared.CLIENT.sendAsync(request, info -> new AnswerHead());
    try {
      return said(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException why ? why : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static Said said(HttpResponse<String> answer) {
    int code = answer.statusCode();
    Optional<String> elsewhere = answer.headers().firstValue("Location");
    String text =
        code / 100 == 3 && elsewhere.isPresent()
            ? "it redirects, which is not followed: set the address that it redirects to"
            : answer.body().strip();
    return new Said(code / 100 == 2, Optional.of(code), text);
  }
}
