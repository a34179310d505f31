package dev.berth.notice.send;

import dev.berth.notice.NoticeRules;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Somebody to be told.
 *
 * @param zone of the times in words
 */
public record NoticeTarget(
    String name, NoticeForm form, Address address, NoticeRules rules, ZoneId zone) {

  /**
   * Where it is, and what opens it.
   *
   * @param url itself a secret with many services
   * @param token sent along as a bearer token; the password of a mail server
   * @param secret signs what is sent
   * @param room of Matrix
   */
  public record Address(
      NoticeSecret url,
      Optional<NoticeSecret> token,
      Optional<NoticeSecret> secret,
      Optional<String> room,
      Letters letters) {
    /** Parts of an address that are shorter are words that everybody uses. */
    private static final int SHORTEST = 8;

    /** What no log and no answer may have. */
    List<String> secrets() throws IOException {
      List<String> secrets = new ArrayList<>();
      String at = url.read();
      secrets.add(at);
      URI uri = URI.create(at);
      Stream.of(uri.getRawPath(), uri.getRawQuery())
          .filter(part -> part != null)
          .flatMap(part -> Stream.of(part.split("[/?&=]")))
          .filter(part -> part.length() >= SHORTEST)
          .forEach(secrets::add);
      for (NoticeSecret text : Stream.of(token, secret).flatMap(Optional::stream).toList()) {
        secrets.add(text.read());
      }
      return secrets;
    }
  }

  /** What e-mail needs; empty for all else. */
  public record Letters(Optional<String> from, List<String> to, Optional<String> username) {
    public Letters {
      to = List.copyOf(to);
    }
  }

  /** Scheme and host alone. */
  String shown() {
    try {
      URI uri = URI.create(address.url().read());
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return uri.getScheme() + "://" + uri.getHost() + port;
    } catch (IOException | IllegalArgumentException e) {
      return "(its file cannot be read)";
    }
  }
}
