package dev.berth.spec.codec;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many ports a tree stands for, before anything is made of them: a range is a few letters and
 * may be sixty-five thousand ports, each of which the engine serves by a process.
 */
public final class PortCount {
  /** Of an app, and of all that are sent together. */
  public static final int MOST = 4096;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})(?:/[A-Za-z]+)?$");
  private static final int DEEPEST = 5;

  private PortCount() {}

  /** Of all lists of ports in it. */
  public static long of(@Nullable Object tree) {
    return of(tree, DEEPEST);
  }

  private static long of(@Nullable Object tree, int left) {
    if (left == 0 || !(tree instanceof Map<?, ?> map)) {
      return 0;
    }
    long count = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      boolean isPorts = "ports".equals(entry.getKey()) || "expose".equals(entry.getKey());
      count += isPorts ? listed(entry.getValue()) : of(entry.getValue(), left - 1);
    }
    return count;
  }

  private static long listed(@Nullable Object ports) {
    long count = 0;
    for (Object port : ports instanceof List<?> list ? list : List.of()) {
      Object target = port instanceof Map<?, ?> map ? map.get("target") : port;
      count += size(String.valueOf(target));
    }
    return count;
  }

  /** Of the container's ports: a longer range before one port is a choice. */
  private static long size(String text) {
    Matcher range = RANGE.matcher(text);
    return range.find()
        ? Math.max(1, Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1)
        : 1;
  }

  /** What to say of too many. */
  public static String refusal(long count) {
    return "stands for "
        + count
        + " ports (ports and expose together), "
        + MOST
        + " may be; publish fewer, or share the machine's network with network_mode: host";
  }
}
