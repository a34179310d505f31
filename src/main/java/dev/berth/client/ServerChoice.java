package dev.berth.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which Berth is meant: the one that is named, else {@code BERTH_URL}, else the current context,
 * else the one of this machine. A token goes only to the Berth that it was given for.
 */
public final class ServerChoice {
  /** The name of the context that needs no login: the Berth of this machine. */
  public static final String LOCAL = "local";

  private final Map<String, String> environment;
  private final Path userHome;
  private final ServerLogins logins;

  public ServerChoice(Map<String, String> environment, Path userHome) {
    this.environment = environment;
    this.userHome = userHome;
    this.logins = ServerLogins.of(environment, userHome);
  }

  public ServerLogins logins() {
    return logins;
  }

  /**
   * The address and the token.
   *
   * @param context as the caller names it
   */
  public ServerAddress choose(Optional<String> context) {
    if (context.isPresent()) {
      return named(context.get());
    }
    Optional<String> url = variable("BERTH_URL");
    if (url.isPresent()) {
      return at(url.get());
    }
    return variable("BERTH_CONTEXT").or(logins::current).map(this::named).orElseGet(this::local);
  }

  private ServerAddress named(String context) {
    if (context.equals(LOCAL)) {
      return local();
    }
    ServerLogins.Login login = logins.all().get(context);
    if (login == null) {
      throw new ClientFailure(
          ExitStatus.USAGE,
          "there is no context "
              + context
              + " in "
              + logins.file()
              + ": berth login URL makes one");
    }
    return address(login);
  }

  private static ServerAddress address(ServerLogins.Login login) {
    return new ServerAddress(
        url(login.url()),
        Optional.of(login.token()).filter(token -> !token.isEmpty()),
        Optional.of(login.authority()).filter(path -> !path.isEmpty()).map(Path::of));
  }

  private ServerAddress at(String text) {
    URI url = url(text);
    Optional<ServerAddress> known =
        logins.all().values().stream()
            .filter(login -> login.url().equals(text))
            .map(ServerChoice::address)
            .findFirst();
    Optional<String> token =
        variable("BERTH_TOKEN")
            .or(() -> known.flatMap(ServerAddress::token))
            .or(() -> ServerAddress.isLoopback(url) ? adminToken() : Optional.empty());
    Optional<Path> authority = known.flatMap(ServerAddress::authority);
    return new ServerAddress(url, token, authority.or(() -> ownCertificate(url)));
  }

  private ServerAddress local() {
    String host = variable("BERTH_HOST").orElse("127.0.0.1");
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String place = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    URI url = url("http://" + place + ":" + variable("BERTH_PORT").orElse("8080"));
    return new ServerAddress(url, variable("BERTH_TOKEN").or(this::adminToken), Optional.empty());
  }

  /** What a caller takes for an address. */
  public static URI url(String text) {
    String whole = text.contains("://") ? text : "https://" + text;
    try {
      URI url = URI.create(whole);
      if (url.getHost() != null && url.getScheme().matches("https?")) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Told below, like everything else that is no address.
    }
    throw new ClientFailure(
        ExitStatus.USAGE, "`" + text + "` is no address: http://HOST:PORT or https://HOST");
  }

  private Path home() {
    return variable("BERTH_HOME").map(Path::of).orElse(userHome.resolve(".berth"));
  }

  private Optional<Path> ownCertificate(URI url) {
    return Optional.of(home().resolve("tls").resolve("berth.pem"))
        .filter(file -> ServerAddress.isLoopback(url) && url.getScheme().equals("https"))
        .filter(Files::isReadable);
  }

  private Optional<String> adminToken() {
    try {
      return Optional.of(Files.readString(home().resolve("admin-token")).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
