package dev.berth.image.registry;

import dev.berth.engine.EngineException;
import dev.berth.engine.EngineException.Kind;
import dev.berth.engine.Logins;
import dev.berth.json.JsonTree;
import dev.berth.spec.BoundHost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Lists tags by the registry's own protocol (OCI Distribution Specification): the one thing that an
 * engine does not do for its clients.
 */
public final class RegistryTags implements TagList {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final int FIRST_FAULT = 500;
  private static final int OK = 200;
  private static final int MOST_PAGES = 50;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

  private static final String HTTPS = "https://";
  private static final String HTTP = "http://";
  private static final System.Logger LOG = System.getLogger(RegistryTags.class.getName());

  private final Logins logins;
  private final Predicate<String> insecure;
  private final Function<String, List<String>> mirrors;

  /**
   * Where to ask.
   *
   * @param host with its port, {@code docker.io} for the hub
   * @param isPlain whether it is known to speak HTTP without TLS
   * @param name of the repository there
   */
  private record Place(String host, boolean isPlain, String name) {

    /** In a copy of a registry: {@code [http[s]://]HOST[:PORT][/PATH]}. */
    static Place in(String mirror, String name) {
      String bare = mirror.replaceFirst("^https?://", "").replaceFirst("/+$", "");
      int slash = bare.indexOf('/');
      return new Place(
          slash < 0 ? bare : bare.substring(0, slash),
          mirror.startsWith(HTTP),
          slash < 0 ? name : bare.substring(slash + 1) + "/" + name);
    }
  }

  /**
   * With the logins that pulls use as well.
   *
   * @param insecure whether the engine speaks to a registry without TLS, or without trust
   * @param mirrors where copies of a registry are, in the order to ask them before it
   */
  public RegistryTags(
      Logins logins, Predicate<String> insecure, Function<String, List<String>> mirrors) {
    this.logins = logins;
    this.insecure = insecure;
    this.mirrors = mirrors;
  }

  @Override
  public List<String> of(String repository) {
    String written = ImageReferences.host(repository);
    String host = ImageReferences.registry(repository);
    String path = written.isEmpty() ? repository : repository.substring(written.length() + 1);
    String name =
        host.equals(ImageReferences.HUB) && !path.contains("/") ? "library/" + path : path;
    try {
      for (String mirror : mirrors.apply(host)) {
        List<String> known = known(Place.in(mirror, name));
        if (!known.isEmpty()) {
          return known;
        }
      }
      return list(new Place(host, false, name));
    } catch (IOException e) {
      throw new EngineException(
          Kind.REGISTRY_UNAVAILABLE, "tags of " + repository + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(Kind.TIMEOUT, "tags of " + repository + ": interrupted", e);
    }
  }

  /** What a copy tells; none where it knows nothing, whatever the reason: others are asked then. */
  private List<String> known(Place copy) throws InterruptedException {
    try {
      return list(copy);
    } catch (IOException | EngineException e) {
      LOG.log(
          System.Logger.Level.DEBUG, "copy {0} tells no tags: {1}", copy.host(), e.getMessage());
      return List.of();
    }
  }

  /** As the engine does it: TLS first, and plain HTTP where that is allowed and TLS fails. */
  private List<String> list(Place place) throws IOException, InterruptedException {
    String host = place.host();
    boolean isKnown = RegistryTrust.isKnown(host);
    boolean isInsecure = place.isPlain() || (!isKnown && (isLoopback(host) || insecure.test(host)));
    String address = host.equals(ImageReferences.HUB) ? "registry-1.docker.io" : host;
    SSLContext trust = isInsecure ? RegistryTrust.anybody() : RegistryTrust.of(host);
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust).build()) {
      try {
        return list(client, URI.create((place.isPlain() ? HTTP : HTTPS) + address), place);
      } catch (IOException e) {
        if (!isInsecure || place.isPlain()) {
          throw e;
        }
        return list(client, URI.create(HTTP + address), place);
      }
    }
  }

  private static boolean isLoopback(String host) {
    return host.matches("(?:localhost|127(?:\\.\\d+){3}|\\[::1\\])(?::\\d+)?");
  }

  private List<String> list(HttpClient client, URI base, Place place)
      throws IOException, InterruptedException {
    RegistryLogin login = new RegistryLogin(client, base, logins.find(place.host()));
    URI next = base.resolve("/v2/" + place.name() + "/tags/list?n=1000");
    Optional<String> authorization = Optional.empty();
    List<String> tags = new ArrayList<>();
    for (int page = 0; page < MOST_PAGES; page++) {
      HttpResponse<String> answer = get(client, next, authorization);
      if (answer.statusCode() == UNAUTHORIZED && authorization.isEmpty()) {
        String challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
        authorization = Optional.of(login.authorization(place.name(), challenge));
        answer = get(client, next, authorization);
      }
      if (answer.statusCode() != OK) {
        throw failure("tags of " + place.name() + " at " + place.host(), answer);
      }
      tags.addAll(tags(answer.body()));
      Matcher more = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
      if (!more.find()) {
        break;
      }
      next = next(base, next.resolve(more.group(1)));
    }
    return tags;
  }

  /** A further page is the registry's own, for the login goes along. */
  static URI next(URI base, URI page) throws IOException {
    if (BoundHost.of(base.toString()).filter(here -> here.accepts(page.toString())).isEmpty()) {
      throw new IOException("its list of tags goes on at another server: " + page.getHost());
    }
    return page;
  }

  private static EngineException failure(String what, HttpResponse<String> answer) {
    int status = answer.statusCode();
    boolean isBusy = status == TOO_MANY || status >= FIRST_FAULT;
    Kind kind =
        isBusy
            ? Kind.REGISTRY_BUSY
            : status == UNAUTHORIZED || status == FORBIDDEN ? Kind.UNAUTHORIZED : Kind.NOT_FOUND;
    String wait = answer.headers().firstValue("Retry-After").orElse("");
    Duration atLeast =
        wait.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(wait)) : Duration.ZERO;
    return new EngineException(
        kind,
        what + ": status " + status + (wait.isEmpty() ? "" : ", again after " + wait + " s"),
        atLeast);
  }

  static List<String> tags(String json) {
    return JsonTree.read(json).map(tree -> JsonTree.texts(tree, "tags")).orElse(List.of());
  }

  static HttpResponse<String> get(HttpClient client, URI address, Optional<String> authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LIMIT);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
