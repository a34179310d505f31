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
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries requests to the Berth that leads, and its answers back, as they come: bodies, streams,
 * sockets. Each has a connection of its own, so none is found stale. What is on its way to a leader
 * that leads no more ends, but for streams of changes: see {@link WatchCarrier}.
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

  /** Who answers now: another Berth, or this one at its own door. */
  Optional<URI> leader() {
    Lead.Report report = lead.report();
    return lead.isHere()
        ? report.instances().stream()
            .filter(one -> one.id().equals(report.self()))
            .findFirst()
            .flatMap(Lead.Instance::advertise)
            .map(URI::create)
        : lead.elsewhere();
  }

  private void endStale() {
    Optional<URI> now = leader();
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
    Optional<WatchRequest> watch = WatchRequest.of(asked);
    (RelayHeaders.isUpgrade(asked) ? sockets : client)
        .request(options(asked, leader, watch.map(WatchRequest::uri).orElse(asked.uri())))
        .onSuccess(request -> connected(context, leader, request, watch))
        .onFailure(e -> unreached.run());
  }

  private static RequestOptions options(HttpServerRequest asked, URI leader, String uri) {
    return new RequestOptions()
        .setMethod(asked.method())
        .setHost(leader.getHost())
        .setPort(port(leader))
        .setSsl(leader.getScheme().equals("https"))
        .setURI(uri);
  }

  /** Asks once more for a stream that has begun, after the last change that was handed on. */
  Future<HttpClientResponse> again(
      RoutingContext context, URI leader, WatchRequest watch, OptionalLong after) {
    return client
        .request(options(context.request(), leader, watch.uri(after)))
        .compose(request -> {
          begin(context, leader, request);
          watch.headers(request, after);
          return request.send().onFailure(e -> underWay.remove(request));
        });
  }

  /**
   * Hands nothing on any more that was asked for so.
   *
   * @return false if that was so already
   */
  boolean end(HttpClientRequest request) {
    return underWay.remove(request) != null;
  }

  private static int port(URI leader) {
    return leader.getPort() > 0 ? leader.getPort() : leader.getScheme().equals("https") ? 443 : 80;
  }

  private void begin(RoutingContext context, URI leader, HttpClientRequest request) {
    underWay.put(request, leader);
    context
        .response()
        .closeHandler(closed -> {
          if (underWay.remove(request) != null) {
            request.reset();
          }
        });
    RelayHeaders.forward(context.request(), request, leader, lead.report().self());
  }

  private void connected(
      RoutingContext context, URI leader, HttpClientRequest request, Optional<WatchRequest> watch) {
    HttpServerRequest asked = context.request();
    begin(context, leader, request);
    Future<HttpClientResponse> answered =
        RelayHeaders.isUpgrade(asked)
            ? request.connect()
            : RelayHeaders.hasBody(asked) ? request.send(asked) : request.send();
    answered
        .onSuccess(answer ->
            watch
                .filter(asks -> asks.isAnsweredBy(answer))
                .ifPresentOrElse(
                    asks -> new WatchCarrier(this, context, asks).begin(answer),
                    () -> carryBack(context, request, answer)))
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
  static void cut(RoutingContext context) {
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
