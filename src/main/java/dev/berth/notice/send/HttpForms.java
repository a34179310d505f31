package dev.berth.notice.send;

import dev.berth.json.JsonTree;
import dev.berth.notice.NoticeText;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A notice as each service wants it: Slack ("Sending messages using incoming webhooks"), Matrix
 * (Client-Server API, "PUT …/send/{eventType}/{txnId}"), ntfy ("Publishing"), and our own.
 */
final class HttpForms {
  private HttpForms() {}

  static HttpRequest.Builder request(NoticeTarget target, NoticeText text) throws IOException {
    NoticeTarget.Address address = target.address();
    String url = address.url().read();
    HttpRequest.Builder request =
        switch (target.form()) {
          case SLACK -> json(url, Map.of("text", slack(text)));
          case NTFY ->
              HttpRequest.newBuilder(URI.create(url))
                  .header("Title", text.title())
                  .header("Priority", text.isUrgent() ? "high" : "default")
                  .POST(HttpRequest.BodyPublishers.ofString(text.body()));
          case MATRIX -> matrix(url, address.room().orElse(""), text);
          case WEBHOOK, EMAIL -> webhook(url, address, text);
        };
    if (address.token().isPresent()) {
      request.header("Authorization", "Bearer " + address.token().get().read());
    }
    return request;
  }

  private static HttpRequest.Builder json(String url, Map<String, ?> body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(JsonTree.write(body)));
  }

  /** In its markup three characters mean something. */
  private static String slack(NoticeText text) {
    String plain = "*" + text.title() + "*\n" + text.body();
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Sent twice with one transaction it is there once. */
  private static HttpRequest.Builder matrix(String url, String room, NoticeText text) {
    String at =
        url.replaceFirst("/+$", "")
            + "/_matrix/client/v3/rooms/"
            + URLEncoder.encode(room, StandardCharsets.UTF_8)
            + "/send/m.room.message/"
            + text.notice().id();
    String body =
        JsonTree.write(Map.of("msgtype", "m.text", "body", text.title() + "\n" + text.body()));
    return HttpRequest.newBuilder(URI.create(at))
        .header("Content-Type", "application/json")
        .PUT(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder webhook(
      String url, NoticeTarget.Address address, NoticeText text) throws IOException {
    Map<String, Object> tree = text.tree();
    HttpRequest.Builder request = json(url, tree).header("X-Berth-Notice", text.notice().id());
    return address.secret().isPresent()
        ? request.header(
            "X-Berth-Signature-256",
            "sha256=" + hmac(address.secret().get().read(), JsonTree.write(tree)))
        : request;
  }

  private static String hmac(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
