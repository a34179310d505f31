package dev.berth.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@link Restarts} as text and back: a line for each replica, its words apart by tabs. What cannot
 * be read was never known: that costs only patience.
 */
public final class RestartsText {
  private static final int WORDS = 6;

  private RestartsText() {}

  /** Empty where nobody has died. */
  public static String write(Restarts restarts) {
    return new TreeMap<>(restarts.deaths())
        .entrySet().stream()
            .map(one -> line(one.getKey(), one.getValue()))
            .collect(Collectors.joining("\n"));
  }

  private static String line(String slot, Restarts.Deaths deaths) {
    return String.join(
        "\t",
        slot,
        String.valueOf(deaths.count()),
        deaths.last().toString(),
        deaths.seen().toString(),
        deaths.make(),
        deaths.counted().stream().sorted().collect(Collectors.joining(" ")));
  }

  public static Restarts read(String text) {
    Map<String, Restarts.Deaths> deaths = new HashMap<>();
    try {
      for (String line : text.lines().toList()) {
        String[] words = line.split("\t", -1);
        if (words.length != WORDS) {
          return Restarts.NONE;
        }
        deaths.put(
            words[0],
            new Restarts.Deaths(
                Integer.parseInt(words[1]),
                Instant.parse(words[2]),
                Instant.parse(words[3]),
                ends(words[5]),
                words[4]));
      }
    } catch (DateTimeException | NumberFormatException e) {
      return Restarts.NONE;
    }
    return new Restarts(deaths);
  }

  private static Set<String> ends(String words) {
    return Arrays.stream(words.split(" ", -1))
        .filter(end -> end.contains("@"))
        .collect(Collectors.toSet());
  }
}
