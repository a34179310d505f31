package dev.berth.tracing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A collector: takes OTLP over HTTP at the path of the protocol, and keeps what it was sent. */
public final class TraceReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Sent> spans = new CopyOnWriteArrayList<>();
  private volatile int code = 200;

  /** One span, and who sent it. */
  public record Sent(Span span, Map<String, String> sender) {
    public Map<String, String> attributes() {
      return texts(span.getAttributesList());
    }

    public String name() {
      return span.getName();
    }

    public boolean isBelow(Sent other) {
      return span.getTraceId().equals(other.span().getTraceId())
          && span.getParentSpanId().equals(other.span().getSpanId());
    }

    public boolean isFailed() {
      return span.getStatus().getCodeValue() == 2;
    }
  }

  public TraceReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/v1/traces", this::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What it says from now on; what it refuses it does not keep. */
  public void answers(int status) {
    code = status;
  }

  public List<Sent> spans() {
    return List.copyOf(spans);
  }

  public List<Sent> named(String name) {
    return spans.stream().filter(sent -> sent.name().equals(name)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    boolean isPacked = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body =
        isPacked ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
      if (code == 200) {
        keep(request);
      }
    }
    exchange.sendResponseHeaders(code, -1);
    exchange.close();
  }

  private void keep(ExportTraceServiceRequest request) {
    request
        .getResourceSpansList()
        .forEach(from ->
            from.getScopeSpansList()
                .forEach(scope ->
                    scope
                        .getSpansList()
                        .forEach(span -> spans.add(new Sent(span, sender(from.getResource()))))));
  }

  private static Map<String, String> sender(Resource resource) {
    return texts(resource.getAttributesList());
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, pair -> text(pair.getValue())));
  }

  private static String text(AnyValue value) {
    return Optional.of(value.getStringValue())
        .filter(text -> !text.isEmpty())
        .orElseGet(() -> value.hasIntValue() ? String.valueOf(value.getIntValue()) : "");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
