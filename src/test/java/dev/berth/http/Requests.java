package dev.berth.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.jaxrs.HttpHeadersImpl;

/** Requests as the doors see them, without a server. */
public final class Requests {
  private Requests() {}

  /** Answers what is told, and fails on everything else. */
  public static <T> T fake(Class<T> type, Map<String, Supplier<?>> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Supplier<?> answer = answers.get(method.getName());
              if (answer != null) {
                return answer.get();
              }
              if (method.getName().equals("hashCode")) {
                return System.identityHashCode(self);
              }
              throw new AssertionError("nobody said what " + method + " answers");
            }));
  }

  /** By path and query: {@code /v1/apps?limit=3}. */
  public static UriInfo uri(String target) {
    String[] parts = target.split("\\?", 2);
    MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
    for (String pair : parts.length == 1 ? new String[0] : parts[1].split("&", -1)) {
      String[] both = pair.split("=", 2);
      parameters.add(both[0], both.length == 1 ? "" : decoded(both[1]));
    }
    return fake(
        UriInfo.class, Map.of("getPath", () -> parts[0], "getQueryParameters", () -> parameters));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** By lines {@code Name: value}. */
  public static HttpHeaders headers(String... lines) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    for (String line : lines) {
      String[] both = line.split(": ", 2);
      entries.add(Map.entry(both[0], both[1]));
    }
    return new HttpHeadersImpl(entries);
  }

  public static ContainerRequestContext request(String method, String target, String... headers) {
    return fake(
        ContainerRequestContext.class,
        Map.of(
            "getMethod",
            () -> method,
            "getUriInfo",
            () -> uri(target),
            "getAcceptableMediaTypes",
            () -> headers(headers).getAcceptableMediaTypes()));
  }

  /** What a door throws at one stream too many. */
  public static TooManyStreams tooManyStreams() {
    return new TooManyStreams("too many follow");
  }

  /** What a door throws at who has left. */
  public static WaitingClient.Gone gone() {
    return new WaitingClient.Gone();
  }
}
