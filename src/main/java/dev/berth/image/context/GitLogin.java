package dev.berth.image.context;

import dev.berth.spec.BuildContext;
import dev.berth.state.secret.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * As whom a repository is read. A password reaches the client in its environment, and only for the
 * server that was named, not for others that it is led to; a key lies in a file for nobody else, in
 * memory where there is a file system for that, until {@link #close}.
 */
public final class GitLogin implements AutoCloseable {
  private static final List<String> KEYS =
      List.of("username", "password", "token", "privateKey", "knownHosts");

  /** Servers that take a token as password take any name with it. */
  private static final String ANYBODY = "git";

  private static final String HELPER =
      "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"$BERTH_GIT_USER\""
          + " \"$BERTH_GIT_PASSWORD\"; }; f";

  private final List<String> words;
  private final Map<String, String> environment;
  private final Optional<PrivateFolder> folder;

  private GitLogin(
      List<String> words, Map<String, String> environment, Optional<PrivateFolder> folder) {
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
    this.folder = folder;
  }

  /**
   * With what a secret holds.
   *
   * @param secret its name; empty: as whoever the user that Berth runs as is to the server
   * @param hosts file that remembers the keys of servers
   */
  public static GitLogin of(
      BuildContext.Git git, Optional<String> secret, Secrets secrets, Path hosts)
      throws ContextException {
    Map<String, String> values = secret.isEmpty() ? Map.of() : values(secret.get(), secrets);
    if (git.isOverSsh()) {
      return overSsh(git, values, hosts);
    }
    String password = values.getOrDefault("token", values.getOrDefault("password", ""));
    if (secret.isEmpty()) {
      return new GitLogin(List.of(), Map.of("GIT_ALLOW_PROTOCOL", "http:https"), Optional.empty());
    }
    String server = git.url().replaceFirst("^(https?://[^/]+).*", "$1");
    return new GitLogin(
        List.of("-c", "credential.helper=", "-c", "credential." + server + ".helper=" + HELPER),
        Map.of(
            "GIT_ALLOW_PROTOCOL",
            "http:https",
            "BERTH_GIT_USER",
            values.getOrDefault("username", ANYBODY),
            "BERTH_GIT_PASSWORD",
            password),
        Optional.empty());
  }

  /** By the names that credentials have; the only value of a secret is a token. */
  private static Map<String, String> values(String secret, Secrets secrets)
      throws ContextException {
    Map<String, String> values = new TreeMap<>();
    for (String key : KEYS) {
      if (secrets.find(secret, key) instanceof Secrets.Found.Value value) {
        values.put(key, value.text());
      }
    }
    if (!values.isEmpty()) {
      return values;
    }
    return switch (secrets.find(secret, "")) {
      case Secrets.Found.Value value -> Map.of("token", value.text());
      case Secrets.Found.Nothing nothing ->
          throw new ContextException("credentials: " + nothing.why());
    };
  }

  private static GitLogin overSsh(BuildContext.Git git, Map<String, String> values, Path hosts)
      throws ContextException {
    String key = values.getOrDefault("privateKey", "");
    if (key.isEmpty()) {
      throw new ContextException(
          "Git context "
              + git
              + " is read over SSH and needs credentials: the name of a secret with a privateKey");
    }
    try {
      PrivateFolder folder = PrivateFolder.make();
      Path identity = folder.write("key", key.strip() + "\n");
      boolean isPinned = values.containsKey("knownHosts");
      Path known =
          isPinned
              ? folder.write("known_hosts", values.getOrDefault("knownHosts", "").strip() + "\n")
              : hosts;
      Map<String, String> environment = new HashMap<>();
      environment.put("GIT_ALLOW_PROTOCOL", "ssh");
      environment.put("GIT_SSH_COMMAND", command(identity, known, isPinned));
      return new GitLogin(List.of(), environment, Optional.of(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("keep a key for " + git, e);
    }
  }

  /** Nothing of the user's own settings, keys and agent. */
  private static String command(Path identity, Path known, boolean isPinned) {
    return "ssh -F /dev/null -o BatchMode=yes -o IdentitiesOnly=yes -o IdentityAgent=none"
        + " -o ConnectTimeout=30 -o StrictHostKeyChecking="
        + (isPinned ? "yes" : "accept-new")
        + " -o UserKnownHostsFile="
        + quoted(known)
        + " -i "
        + quoted(identity);
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }

  /** For the client, before its command. */
  public List<String> words() {
    return words;
  }

  Map<String, String> environment() {
    return environment;
  }

  @Override
  public void close() {
    folder.ifPresent(PrivateFolder::close);
  }
}
