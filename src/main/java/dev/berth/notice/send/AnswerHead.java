package dev.berth.notice.send;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer; whatever more is sent is not read. */
final class AnswerHead implements HttpResponse.BodySubscriber<String> {
  private static final int MOST_BYTES = 1000;

  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Flow.@Nullable Subscription subscription;

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> items) {
    for (ByteBuffer item : items) {
      byte[] some = new byte[Math.min(item.remaining(), MOST_BYTES - bytes.size())];
      item.get(some);
      bytes.writeBytes(some);
    }
    Flow.Subscription begun = subscription;
    if (begun == null) {
      return;
    }
    if (bytes.size() < MOST_BYTES) {
      begun.request(1);
    } else {
      onComplete();
      begun.cancel();
    }
  }

  @Override
  public void onError(Throwable why) {
    text.completeExceptionally(why);
  }

  @Override
  public void onComplete() {
    text.complete(bytes.toString(StandardCharsets.UTF_8));
  }
}
