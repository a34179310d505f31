package dev.berth.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * What an OpenID Connect issuer is asked over HTTP: bounded in time and size, never led elsewhere.
 */
final class IssuerDoor {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 1 << 20;

  private final URI issuer;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  IssuerDoor(URI issuer) {
    this.issuer = issuer;
  }

  /** What it says of itself. */
  Map<String, Object> about() throws IOException, InterruptedException {
    String base = issuer.toString().replaceAll("/+$", "");
    Map<String, Object> about = tree(get(URI.create(base + "/.well-known/openid-configuration")));
    if (!issuer.toString().equals(about.get("issuer"))) {
      throw new IOException("it calls itself " + about.get("issuer"));
    }
    return about;
  }

  /** A place that it names; no weaker than its own. */
  URI place(Map<String, Object> about, String name) throws IOException {
    try {
      URI place = new URI(String.valueOf(about.get(name)));
      if (issuer.getScheme().equals(place.getScheme())) {
        return place;
      }
      throw new IOException(name + " is " + place + ", which is no " + issuer.getScheme());
    } catch (java.net.URISyntaxException e) {
      throw new IOException(name + " is no place", e);
    }
  }

  String get(URI place) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(place));
  }

  /** Sends a form; {@code basic} is user and password, encoded, where it has to be shown. */
  Map<String, Object> post(URI place, String form, Optional<String> basic)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    basic.ifPresent(pair -> request.header("Authorization", "Basic " + pair));
    return tree(send(request));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest whole = request.timeout(PATIENCE).build();
    HttpResponse<InputStream> answer = http.send(whole, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException(whole.uri() + " answered " + answer.statusCode());
      }
      return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, Object> tree(String json) throws IOException {
    try {
      return JsonUtil.parseJson(json);
    } catch (JoseException | ClassCastException e) {
      throw new IOException("its answer is no JSON object", e);
    }
  }
}
