package dev.berth.image.registry;

import dev.berth.engine.Login;
import dev.berth.json.JsonTree;
import dev.berth.spec.BoundHost;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a registry is told who asks: as its challenge wants it, with a token that it or a server of
 * the same owner hands out. A login is sent to nobody else.
 *
 * @param base where the registry answers
 * @param login what there is for it
 */
record RegistryLogin(HttpClient client, URI base, Optional<Login> login) {
  private static final System.Logger LOG = System.getLogger(RegistryLogin.class.getName());
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** What may stand in a header. */
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

  /** For pulling from a repository; empty where nothing can be said. */
  String authorization(String repository, String challenge)
      throws IOException, InterruptedException {
    Optional<String> token = login.flatMap(Login::registryToken);
    if (token.isPresent()) {
      return "Bearer " + token.get();
    }
    Optional<String> basic = login.filter(l -> !l.username().isEmpty()).map(RegistryLogin::basic);
    return challenge.regionMatches(true, 0, "Bearer", 0, "Bearer".length())
        ? handedOut(repository, challenge, basic)
        : basic.orElse("");
  }

  private String handedOut(String repository, String challenge, Optional<String> basic)
      throws IOException, InterruptedException {
    Map<String, String> asked = new TreeMap<>();
    Matcher parameter = PARAMETER.matcher(challenge);
    while (parameter.find()) {
      asked.put(parameter.group(1), parameter.group(2));
    }
    String realm = asked.getOrDefault("realm", "");
    if (BoundHost.of(realm).isEmpty()) {
      return "";
    }
    String query =
        "?service="
            + encoded(asked.getOrDefault("service", ""))
            + "&scope="
            + encoded("repository:" + repository + ":pull");
    Optional<String> own = basic.filter(known -> isOfSameOwner(realm));
    return token(RegistryTags.get(client, URI.create(realm + query), own).body())
        .map(token -> "Bearer " + token)
        .orElse("");
  }

  static Optional<String> token(String json) {
    Map<?, ?> tree = JsonTree.read(json).orElse(Map.of());
    return Stream.of("token", "access_token")
        .map(tree::get)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(VISIBLE.asMatchPredicate())
        .findFirst();
  }

  private boolean isOfSameOwner(String realm) {
    boolean isSame =
        BoundHost.of(base.toString()).filter(host -> host.acceptsRealm(realm)).isPresent();
    if (!isSame) {
      LOG.log(
          System.Logger.Level.WARNING,
          "registry {0} wants its login at {1}, which is not its own: it is not sent there",
          base.getHost(),
          BoundHost.of(realm).map(Object::toString).orElse(""));
    }
    return isSame;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String basic(Login login) {
    byte[] pair = (login.username() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
