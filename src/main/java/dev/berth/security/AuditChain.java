package dev.berth.security;

import dev.berth.state.secret.TokenValue;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The digests that hold lines of the audit together: each is of the line and of the digest before.
 */
public final class AuditChain {
  static final String CHAIN = "chain";

  /** How Berth's own entry begins that marks where lines were lost. */
  static final String BREAK = "BREAK ";

  private String last = "";
  private long count;
  private final List<String> breaks = new ArrayList<>();

  /**
   * What was found.
   *
   * @param breaks where a line was changed, or lines before it were changed or taken out
   * @param last digest of the last line: noted elsewhere, it proves later that no end was cut off
   */
  public record Verdict(long lines, List<String> breaks, String last) {
    public Verdict {
      breaks = List.copyOf(breaks);
    }
  }

  private AuditChain() {}

  /** The digest of a line that bears none yet. */
  static String link(String before, JsonObject line) {
    return TokenValue.hash(before + line.encode());
  }

  /** Looks at {@code audit.jsonl.1} and {@code audit.jsonl} of a home, as far as they are there. */
  public static Verdict check(Path home) throws IOException {
    AuditChain chain = new AuditChain();
    for (String name : List.of("audit.jsonl.1", "audit.jsonl")) {
      Path file = home.resolve(name);
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          chain.look(name + " line " + (i + 1), lines.get(i));
        }
      }
    }
    return new Verdict(chain.count, chain.breaks, chain.last);
  }

  /** What came before the first line is not here any more. */
  private void look(String place, String text) {
    Optional<JsonObject> line = parse(text);
    String wanted = line.map(found -> found.getString(CHAIN, "")).orElse("");
    if (line.isEmpty() || wanted.isEmpty()) {
      breaks.add(place + " is no entry");
      return;
    }
    JsonObject bare = line.get();
    bare.remove(CHAIN);
    if (isBreak(bare)) {
      breaks.add(place + ": " + bare.getString("what"));
    } else if (count > 0 && !link(last, bare).equals(wanted)) {
      breaks.add(place + " was changed, or what stood before it");
    }
    last = wanted;
    count++;
  }

  /** Requests come from somewhere. */
  private static boolean isBreak(JsonObject line) {
    return line.getString("what", "").startsWith(BREAK) && line.getString("from", "").isEmpty();
  }

  static Optional<JsonObject> parse(String line) {
    try {
      return Optional.of(new JsonObject(line));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }
}
