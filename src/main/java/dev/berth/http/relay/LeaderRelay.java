package dev.berth.http.relay;

import dev.berth.fault.NotLeading;
import dev.berth.port.Lead;
import dev.berth.security.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries requests to the Berth that leads, and its answers back, as they come: bodies, streams,
 * sockets. Each has a connection of its own, so none is found stale. What is on its way to a leader
 * that leads no more ends.
 */
@Singleton
class LeaderRelay {
  /** Says which Berth has handed a request on: nobody hands it on again. */
  static final String RELAYED = "Berth-Relayed-By";

  private static final int SWITCHING = 101;
  private static final long LOOK_MILLIS = 250;
  private static final int RETRY_SECONDS = 2;

  private static final String CUT =
      "the Berth that led went while it answered: whether it has done what was asked is not known;"
          + " look, then ask again";

  private final Lead lead;
  private final HttpClient client;

  /** For upgrades, after which a connection is no request's any more. */
  private final HttpClient sockets;

  private final Map<HttpClientRequest, URI> underWay = new ConcurrentHashMap<>();

  LeaderRelay(Vertx vertx, Lead lead, RelayClient client) {
    this.lead = lead;
    this.client = client.make(vertx, false);
    this.sockets = client.make(vertx, true);
    if (lead.isShared()) {
      long unused = vertx.setPeriodic(LOOK_MILLIS, timer -> endStale());
    }
  }

  static boolean isRelayed(RoutingContext context) {
    return context.request().headers().contains(RELAYED);
  }

  private void endStale() {
    Optional<URI> now = lead.elsewhere();
    if (!lead.isBlind()) {
      underWay.forEach((request, leader) -> {
        if (!now.equals(Optional.of(leader))) {
          request.reset();
        }
      });
    }
  }

  /**
   * Hands a request on.
   *
   * @param unreached called if the leader was not reached: it has heard nothing
   */
  void send(RoutingContext context, URI leader, Runnable unreached) {
    HttpServerRequest asked = context.request();
    (RelayHeaders.isUpgrade(asked) ? sockets : client)
        .request(
            new RequestOptions()
                .setMethod(asked.method())
                .setHost(leader.getHost())
                .setPort(port(leader))
                .setSsl(leader.getScheme().equals("https"))
                .setURI(asked.uri()))
        .onSuccess(request -> connected(context, leader, request))
        .onFailure(e -> unreached.run());
  }

  private static int port(URI leader) {
    return leader.getPort() > 0 ? leader.getPort() : leader.getScheme().equals("https") ? 443 : 80;
  }

  private void connected(RoutingContext context, URI leader, HttpClientRequest request) {
    HttpServerRequest asked = context.request();
    underWay.put(request, leader);
    request.exceptionHandler(e -> underWay.remove(request));
    HttpServerResponse response = context.response();
    response.closeHandler(closed -> {
      if (underWay.remove(request) != null) {
        request.reset();
      }
    });
    RelayHeaders.forward(asked, request, leader, lead.report().self());
    Future<HttpClientResponse> answered =
        RelayHeaders.isUpgrade(asked)
            ? request.connect()
            : RelayHeaders.hasBody(asked) ? request.send(asked) : request.send();
    answered
        .onSuccess(answer -> carryBack(context, request, answer))
        .onFailure(e -> {
          underWay.remove(request);
          cut(context);
        });
  }

  private void carryBack(
      RoutingContext context, HttpClientRequest request, HttpClientResponse answer) {
    HttpServerResponse response = context.response();
    response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
    RelayHeaders.back(answer, response);
    Future<?> carried =
        answer.statusCode() == SWITCHING
            ? context.request().toNetSocket().compose(socket -> join(socket, answer.netSocket()))
            : answer.pipeTo(response);
    carried.onComplete(done -> {
      underWay.remove(request);
      if (done.failed()) {
        cut(context);
      }
    });
  }

  private static Future<Void> join(NetSocket one, NetSocket other) {
    Future<Void> there = one.pipeTo(other);
    return Future.all(there, other.pipeTo(one)).mapEmpty();
  }

  /** What has begun cannot be taken back, and must not look whole. */
  private static void cut(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      return;
    }
    if (response.headWritten()) {
      boolean unused = response.reset();
    } else {
      response.headers().clear();
      Refusal.later(context, CUT, NotLeading.REASON, RETRY_SECONDS);
    }
  }
}
