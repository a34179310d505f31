package dev.berth.engine.docker;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.EngineException;
import dev.berth.spec.BuildOptions;
import dev.berth.spec.validation.CacheEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the client of BuildKit is started with. Everybody on a machine can read the words of a
 * process, and only its owner its environment: so values of secrets and arguments go there.
 */
record BuildxCommand(BuildRequest request, Path client, String engine, EngineAccess access) {
  /** What the client needs of Berth's own environment to reach engine and registries. */
  private static final Set<String> PASSED =
      Set.of(
          "PATH",
          "DOCKER_TLS_VERIFY",
          "DOCKER_TLS",
          "DOCKER_CERT_PATH",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR");

  /** Names that would change the client itself, or its libraries, rather than the build. */
  private static final Pattern TAKEN =
      Pattern.compile(
          "(?:LD|DOCKER|BUILDX|BUILDKIT|OTEL|GLIBC|MALLOC|SSL|GO|XDG|BERTH)[A-Z_].*|(?i:\\w*_proxy)"
              + "|PATH|HOME|TMPDIR|GCONV_PATH|LOCPATH|NLSPATH|HOSTALIASES|RES_OPTIONS|LOCALDOMAIN"
              + "|.*\\W.*");

  private static final String SECRET = "BERTH_BUILD_SECRET_";

  /** Longest text of one variable (Linux, MAX_ARG_STRLEN), some of it for the name. */
  private static final int LONGEST = 128 * 1024 - 256;

  List<String> words() {
    List<String> words = new ArrayList<>(List.of(client.toString(), "build", "--progress=plain"));
    add(words, "--tag", request.tag());
    add(words, "--file", request.dockerfile());
    request.target().ifPresent(target -> add(words, "--target", target));
    request.labels().forEach((key, value) -> add(words, "--label", key + "=" + value));
    request
        .args()
        .forEach((name, value) ->
            add(words, "--build-arg", isOnlyName(name, value) ? name : name + "=" + value));
    int number = 0;
    for (String id : request.secrets().keySet()) {
      add(words, "--secret", "id=" + id + ",env=" + SECRET + number++);
    }
    options(request.options(), words);
    if (request.noCache()) {
      words.add("--no-cache");
    }
    if (request.pull()) {
      words.add("--pull");
    }
    words.add("-");
    return words;
  }

  private static void options(BuildOptions options, List<String> words) {
    // What was read is written, so that the client cannot read it otherwise.
    CacheEntry.all(options.cacheFrom()).forEach(e -> add(words, "--cache-from", e.text()));
    CacheEntry.all(options.cacheTo()).forEach(e -> add(words, "--cache-to", e.text()));
    options.platform().ifPresent(platform -> add(words, "--platform", platform));
    options.network().ifPresent(network -> add(words, "--network", network));
    options.hosts().forEach(host -> add(words, "--add-host", host));
    options.shmBytes().ifPresent(bytes -> add(words, "--shm-size", String.valueOf(bytes)));
    options.ulimits().forEach((name, limit) -> add(words, "--ulimit", name + "=" + limit));
  }

  private static void add(List<String> words, String name, String value) {
    words.add(name);
    words.add(value);
  }

  private static boolean isOnlyName(String name, String value) {
    return !TAKEN.matcher(name).matches() && value.length() < LONGEST;
  }

  /** All of it; {@code folder} is the user's own for the client. */
  Map<String, String> environment(Path folder) throws IOException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().retainAll(PASSED);
    request
        .args()
        .forEach((name, value) -> {
          if (isOnlyName(name, value)) {
            environment.put(name, value);
          }
        });
    int number = 0;
    for (Map.Entry<String, String> secret : request.secrets().entrySet()) {
      environment.put(SECRET + number++, checked(secret.getKey(), secret.getValue()));
    }
    access.lead(environment, folder);
    environment.put("DOCKER_HOST", engine);
    environment.put("DOCKER_CONFIG", folder.toString());
    environment.put("HOME", folder.toString());
    environment.put("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    return environment;
  }

  private String checked(String id, String value) {
    boolean isText = value.indexOf('\0') < 0;
    if (isText && value.getBytes(StandardCharsets.UTF_8).length < LONGEST) {
      return value;
    }
    throw new EngineException(
        EngineException.Kind.INVALID,
        "build of "
            + request.tag()
            + ": secret `"
            + id
            + "` must be text of less than "
            + LONGEST
            + " bytes");
  }
}
