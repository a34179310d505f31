package dev.berth.api.http;

import dev.berth.spec.quantity.Durations;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads query parameters; one that is unknown, said twice or unreadable ends the request. A bare
 * {@code ?dryRun} must not pass for none.
 */
public final class Queries {

  /** So long waits who says {@code wait=ready} and no time. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Longest time that one request may last. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  static final String WAIT = "wait";
  private static final String TIMEOUT = "timeout";

  /** What may be said several times. */
  private static final Set<String> MANY = Set.of("label", "command");

  private final MultivaluedMap<String, String> parameters;

  /** Refuses every parameter that this request does not have: a typo must not pass unseen. */
  public Queries(UriInfo uri, Set<String> known) {
    this.parameters = uri.getQueryParameters();
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw bad(
            "parameter `"
                + name
                + "` is not known here, or not yet; known: "
                + String.join(", ", known.stream().sorted().toList()));
      }
      if (parameters.get(name).size() > 1 && !MANY.contains(name)) {
        throw bad("parameter `" + name + "` is there more than once: say it once");
      }
    }
    patience(); // Refused though nothing is waited for.
  }

  /** Of a request that can be answered when what it is about is ready, with more parameters. */
  public static Queries waiting(UriInfo uri, String... more) {
    Set<String> known = new HashSet<>(Set.of(WAIT, TIMEOUT));
    known.addAll(Set.of(more));
    return new Queries(uri, known);
  }

  /** How long to wait until it is ready, where that is asked for. */
  public Optional<Duration> patience() {
    Duration timeout = duration(TIMEOUT).orElse(PATIENCE);
    if (timeout.compareTo(LONGEST) > 0) {
      throw bad("`" + TIMEOUT + "` must be 30m at most, was `" + given(TIMEOUT).orElse("") + "`");
    }
    return word(WAIT, Set.of("ready")).map(ready -> timeout);
  }

  private static ProblemException bad(String detail) {
    return ProblemException.of(400, "Bad Request", detail);
  }

  public Optional<String> text(String name) {
    return given(name).filter(value -> !value.isEmpty());
  }

  /** Maybe nothing but its name. */
  private Optional<String> given(String name) {
    return Optional.ofNullable(parameters.getFirst(name));
  }

  /** {@code KEY=value}, as often as it is given. */
  public Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : parameters.getOrDefault(name, List.of())) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw bad("`" + name + "` must be KEY=value, was `" + text + "`");
      }
      pairs.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return pairs;
  }

  /** Each time that it is given. */
  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /** One of some words. */
  public Optional<String> word(String name, Set<String> words) {
    Optional<String> word = given(name);
    if (word.isPresent() && !words.contains(word.get())) {
      throw bad(
          "`"
              + name
              + "` must be "
              + String.join(" or ", words.stream().sorted().toList())
              + ", was `"
              + word.get()
              + "`");
    }
    return word;
  }

  public boolean flag(String name) {
    return word(name, Set.of("true", "false")).orElse("false").equals("true");
  }

  /** Whether or not, where it is said. */
  public Optional<Boolean> choice(String name) {
    return given(name).map(unused -> flag(name));
  }

  public Optional<Integer> number(String name) {
    Optional<String> text = given(name);
    if (text.isPresent() && !text.get().matches("\\d{1,9}")) {
      throw bad("`" + name + "` must be a whole number, was `" + text.get() + "`");
    }
    return text.map(Integer::valueOf);
  }

  /** {@code 60s}, {@code 1m30s}, or bare seconds. */
  public Optional<Duration> duration(String name) {
    return given(name)
        .map(text -> {
          String spelled = text.matches("\\d{1,9}") ? text + "s" : text;
          return Durations.parse(spelled)
              .orElseThrow(
                  () -> bad("`" + name + "` must be a duration such as 60s, was `" + text + "`"));
        });
  }

  /** A time, or a duration back from now. */
  public Optional<Instant> since(String name) {
    Optional<String> text = text(name);
    try {
      return text.filter(t -> t.contains("T"))
          .map(Instant::parse)
          .or(() -> duration(name).map(ago -> Instant.now().minus(ago)));
    } catch (DateTimeParseException e) {
      throw bad("`" + name + "` must be a time such as 2026-01-31T12:00:00Z, or a duration");
    }
  }
}
