package dev.berth.http.relay;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;

/**
 * One client's stream of changes, from one leader after the other. Where one ends, the next is
 * asked to go on after the last change that the client has; where there is none in time, or it will
 * not, the stream ends as that of the last one did. Of one event loop.
 */
final class WatchCarrier {
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int OK = 200;

  private final LeaderRelay relay;
  private final RoutingContext context;
  private final HttpServerResponse response;
  private final WatchRequest watch;
  private final WatchFrames frames;

  /** Since when nothing was heard; 0 while something is. */
  private long since;

  private boolean isWhole;

  WatchCarrier(LeaderRelay relay, RoutingContext context, WatchRequest watch) {
    this.relay = relay;
    this.context = context;
    this.response = context.response();
    this.watch = watch;
    this.frames = watch.frames();
  }

  void begin(HttpClientResponse answer) {
    response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
    RelayHeaders.back(answer, response);
    if (response.isChunked()) {
      response.writeHead(); // Nothing may happen for long.
    }
    carry(answer);
  }

  private void carry(HttpClientResponse answer) {
    answer.handler(piece -> handOn(piece, answer));
    answer.exceptionHandler(e -> over(answer, false));
    answer.endHandler(ended -> over(answer, true));
    answer.resume();
  }

  private void handOn(Buffer piece, HttpClientResponse answer) {
    since = 0;
    Buffer ready = frames.take(piece);
    if (ready.length() == 0 || response.closed()) {
      return;
    }
    response.write(ready);
    if (response.writeQueueFull()) {
      answer.pause();
      response.drainHandler(drained -> answer.resume());
    }
  }

  private void over(HttpClientResponse answer, boolean whole) {
    if (relay.end(answer.request())) {
      isWhole = whole;
      frames.startAnew();
      since = since == 0 ? System.nanoTime() : since;
      if (frames.canGoOn() && !watch.isTimeUp()) {
        later();
      } else {
        end();
      }
    }
  }

  private void later() {
    if (System.nanoTime() - since < LeaderGate.PATIENCE.toNanos()) {
      long unused = context.vertx().setTimer(LeaderGate.LOOK_MILLIS, timer -> again());
    } else {
      end();
    }
  }

  private void again() {
    if (response.closed()) {
      return;
    }
    Optional<URI> leader = relay.leader();
    if (leader.isEmpty()) {
      later();
    } else {
      relay
          .again(context, leader.get(), watch, frames.last())
          .onSuccess(this::answered)
          .onFailure(e -> later());
    }
  }

  private void answered(HttpClientResponse answer) {
    if (!response.closed() && watch.isAnsweredBy(answer)) {
      carry(answer);
      return;
    }
    boolean unused = relay.end(answer.request());
    if (response.closed()) {
      answer.request().reset(); // The client went while nobody listened to that.
    } else {
      refused(answer);
    }
  }

  /** The head has gone long since: what can be told is told as a part of the stream. */
  private void refused(HttpClientResponse answer) {
    int status = answer.statusCode();
    if (status == UNAVAILABLE || status == TOO_MANY || status == OK) {
      answer.request().reset();
      later();
      return;
    }
    answer
        .body()
        .onSuccess(body -> watch.told(body.toString()).ifPresent(response::write))
        .onComplete(told -> end());
  }

  /** What is whole may be asked for once more by whoever reads it, and must not look broken. */
  private void end() {
    if (isWhole && !response.closed()) {
      response.end();
    } else {
      LeaderRelay.cut(context);
    }
  }
}
