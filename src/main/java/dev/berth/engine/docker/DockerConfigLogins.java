package dev.berth.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.berth.engine.Login;
import dev.berth.engine.Logins;
import dev.berth.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The logins of {@code docker login} on this machine: the file {@code config.json} and the
 * credential helpers that it names. Read each time, for people log in while Berth runs.
 */
public final class DockerConfigLogins implements Logins {
  private static final System.Logger LOG = System.getLogger(DockerConfigLogins.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration HELPER_LIMIT = Duration.ofSeconds(10);
  private static final String TOKEN_USER = "<token>";

  private final Path file;
  private final List<Path> folders;

  /** Over a file, which need not be there. */
  public DockerConfigLogins(Path file) {
    this(file, List.of());
  }

  /**
   * Likewise.
   *
   * @param folders where helpers are looked for before {@code PATH}
   */
  public DockerConfigLogins(Path file, List<Path> folders) {
    this.file = file;
    this.folders = List.copyOf(folders);
  }

  /** Over the file where every Docker tool looks for it. */
  public static DockerConfigLogins ofUser() {
    String folder = System.getenv("DOCKER_CONFIG");
    Path base =
        folder == null || folder.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".docker")
            : Path.of(folder);
    return new DockerConfigLogins(base.resolve("config.json"));
  }

  private JsonNode config() {
    try {
      return Files.isReadable(file)
          ? JSON.readTree(Files.readString(file))
          : MissingNode.getInstance();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "{0} cannot be read: {1}", file, e.getMessage());
      return MissingNode.getInstance();
    }
  }

  /** The host of a key, which may be a whole address. */
  private static String host(String key) {
    String bare = key.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
    int slash = bare.indexOf('/');
    String host = slash < 0 ? bare : bare.substring(0, slash);
    return host.equals("index.docker.io") || host.equals("registry-1.docker.io")
        ? ImageName.HUB
        : host;
  }

  @Override
  public Set<String> registries() {
    Set<String> hosts = new LinkedHashSet<>();
    config().path("auths").fieldNames().forEachRemaining(key -> hosts.add(host(key)));
    config().path("credHelpers").fieldNames().forEachRemaining(key -> hosts.add(host(key)));
    return hosts;
  }

  @Override
  public Optional<Login> find(String registry) {
    JsonNode config = config();
    Optional<Login> helped =
        field(config.path("credHelpers"), registry)
            .map(JsonNode::asText)
            .or(() -> Optional.of(config.path("credsStore").asText()))
            .filter(helper -> helper.matches("[\\w.-]+"))
            .flatMap(helper -> ask(helper, registry));
    return helped.or(
        () -> field(config.path("auths"), registry).flatMap(DockerConfigLogins::login));
  }

  private static Optional<JsonNode> field(JsonNode map, String registry) {
    return map.properties().stream()
        .filter(entry -> host(entry.getKey()).equals(registry))
        .map(java.util.Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<Login> login(JsonNode entry) {
    String identity = entry.path("identitytoken").asText();
    if (!identity.isEmpty()) {
      return Optional.of(identity(identity));
    }
    String username = entry.path("username").asText();
    if (!username.isEmpty()) {
      return Optional.of(Login.password(username, entry.path("password").asText()));
    }
    try {
      byte[] pair = Base64.getDecoder().decode(entry.path("auth").asText());
      String text = new String(pair, StandardCharsets.UTF_8).replace("\0", "");
      int colon = text.indexOf(':');
      return colon < 1
          ? Optional.empty()
          : Optional.of(Login.password(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Login identity(String token) {
    return new Login("", "", Optional.of(token), Optional.empty());
  }

  private String command(String helper) {
    String name = "docker-credential-" + helper;
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElse(name);
  }

  private Optional<Login> ask(String helper, String registry) {
    Program program = Program.of(HELPER_LIMIT, List.of(command(helper), "get"));
    try {
      return switch (program.run(Credentials.address(registry))) {
        case Program.Ended ended when ended.isGood() -> answer(JSON.readTree(ended.words()));
        case Program.Ended refused -> Optional.empty(); // It knows no login for this registry.
        case Program.Late late -> useless(helper, "did not answer within " + late.limit());
        case Program.Missing missing -> useless(helper, "cannot be run: " + missing.why());
      };
    } catch (JsonProcessingException e) {
      return useless(helper, "answered what is no JSON");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Login> useless(String helper, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        "credential helper {0} of Docker''s settings {1}",
        helper,
        why);
    return Optional.empty();
  }

  private static Optional<Login> answer(JsonNode said) {
    String username = said.path("Username").asText();
    String secret = said.path("Secret").asText();
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        username.equals(TOKEN_USER) ? identity(secret) : Login.password(username, secret));
  }
}
