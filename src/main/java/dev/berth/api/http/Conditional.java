package dev.berth.api.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;

/** Answers of {@code GET} with a tag: nothing but 304 for who has that one already. */
public final class Conditional {
  private Conditional() {}

  public static Response answer(Response.ResponseBuilder whole, long version, HttpHeaders headers) {
    String tag = Receipts.tag(version);
    if (has(tag, headers)) {
      return Response.notModified().header(HttpHeaders.ETAG, tag).build();
    }
    return whole.header(HttpHeaders.ETAG, tag).header(HttpHeaders.VARY, "Accept").build();
  }

  private static boolean has(String tag, HttpHeaders headers) {
    List<String> known = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
    return known != null
        && known.stream()
            .flatMap(line -> Arrays.stream(line.split(",")))
            .map(candidate -> candidate.strip().replaceFirst("^W/", ""))
            .anyMatch(candidate -> candidate.equals(tag) || candidate.equals("*"));
  }
}
