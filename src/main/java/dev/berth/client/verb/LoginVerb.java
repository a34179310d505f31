package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.BerthClient;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.ServerAddress;
import dev.berth.client.ServerChoice;
import dev.berth.client.ServerLogins;
import dev.berth.client.text.TextTable;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code login}: keeps the address and the token of a Berth as a context. */
@Command(
    name = "login",
    description = {
      "Keeps the address and the token of a Berth, and makes it the one that is meant from now on.",
      "The token is asked for, or read from standard input; it is tried first. Without URL: all."
    })
final class LoginVerb extends Verb {
  @Option(names = "--name", paramLabel = "NAME", description = "Its name; otherwise its host.")
  private @Nullable String name;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds the token; it is in no argument, for others can read those.")
  private @Nullable String tokenFile;

  @Option(
      names = "--authority",
      paramLabel = "FILE",
      description = "Certificates to trust there, and no others.")
  private @Nullable String authority;

  @Option(names = "--use", paramLabel = "NAME", description = "Means that one from now on.")
  private @Nullable String use;

  @Option(names = "--remove", paramLabel = "NAME", description = "Forgets that one.")
  private @Nullable String remove;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "https://HOST, or http://HOST:PORT.")
  private @Nullable String url;

  LoginVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() throws IOException {
    ServerLogins logins = new ServerChoice(shell().environment(), shell().userHome()).logins();
    if (url != null) {
      keep(logins, ServerChoice.url(url));
    } else if (use != null) {
      use(logins, use);
    } else if (remove != null) {
      logins.remove(remove);
    } else {
      list(logins);
    }
    return done();
  }

  private void keep(ServerLogins logins, URI address) throws IOException {
    Optional<Path> trusted =
        Optional.ofNullable(authority)
            .map(file -> shell().folder().resolve(file).toAbsolutePath().normalize());
    String token = token();
    ServerAddress server = new ServerAddress(address, Optional.of(token), trusted);
    try (BerthClient client = new BerthClient(server)) {
      client.get(ApiPath.of("v1", "apps").with("limit", "1"));
    }
    String host = address.getPort() < 0 ? address.getHost() : address.getAuthority();
    String kept = name == null ? host : name;
    logins.put(
        kept,
        new ServerLogins.Login(server.toString(), token, trusted.map(Path::toString).orElse("")));
    say("logged in at " + server + " as context " + kept + ", kept in " + logins.file());
  }

  private String token() throws IOException {
    String token = (tokenFile == null ? typed() : ofFile(tokenFile)).strip();
    if (token.isEmpty()) {
      throw ClientFailure.failed("there is no token: type it, or name its --token-file");
    }
    return token;
  }

  private String ofFile(String file) throws IOException {
    return Files.readString(shell().folder().resolve(file));
  }

  /** Nobody beside sees it on a terminal. */
  private String typed() throws IOException {
    Console console = shell().isTerminal() ? System.console() : null;
    if (console != null) {
      char[] secret = console.readPassword("Token: ");
      return secret == null ? "" : new String(secret);
    }
    InputStreamReader in = new InputStreamReader(shell().in(), StandardCharsets.UTF_8);
    return Optional.ofNullable(new BufferedReader(in).readLine()).orElse("");
  }

  private static void use(ServerLogins logins, String name) {
    if (!name.equals(ServerChoice.LOCAL) && !logins.all().containsKey(name)) {
      throw ClientFailure.failed("there is no context " + name + " in " + logins.file());
    }
    logins.use(name);
  }

  private void list(ServerLogins logins) {
    TextTable table = new TextTable(List.of("CONTEXT", "URL", "USED"));
    String current = logins.current().orElse(ServerChoice.LOCAL);
    table.row(List.of(ServerChoice.LOCAL, "", current.equals(ServerChoice.LOCAL) ? "*" : ""));
    for (Map.Entry<String, ServerLogins.Login> one : logins.all().entrySet()) {
      table.row(
          List.of(one.getKey(), one.getValue().url(), current.equals(one.getKey()) ? "*" : ""));
    }
    table.print(shell().out(), paint());
  }
}
