package dev.berth.client;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One question to Berth.
 *
 * @param type of the body
 * @param accept of the answer
 * @param headers names and values in turn
 */
public record ApiRequest(
    String method,
    ApiPath path,
    BodyPublisher body,
    String type,
    String accept,
    List<String> headers) {
  private static final String JSON = "application/json";

  public static ApiRequest get(ApiPath path) {
    return of("GET", path);
  }

  /** Without a body. */
  public static ApiRequest of(String method, ApiPath path) {
    return new ApiRequest(method, path, BodyPublishers.noBody(), "", JSON, List.of());
  }

  public ApiRequest text(String contentType, String text) {
    return new ApiRequest(
        method, path, BodyPublishers.ofString(text), contentType, accept, headers);
  }

  public ApiRequest json(String text) {
    return text(JSON, text);
  }

  public ApiRequest file(String contentType, Path file) throws IOException {
    return new ApiRequest(method, path, BodyPublishers.ofFile(file), contentType, accept, headers);
  }

  public ApiRequest header(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new ApiRequest(method, path, body, type, accept, more);
  }

  public ApiRequest accept(String wanted) {
    return new ApiRequest(method, path, body, type, wanted, headers);
  }

  /** The same, asked of another path. */
  public ApiRequest at(ApiPath other) {
    return new ApiRequest(method, other, body, type, accept, headers);
  }
}
