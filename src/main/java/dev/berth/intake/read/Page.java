package dev.berth.intake.read;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list in name order.
 *
 * @param number of the last change that the whole list may lack
 * @param next where the next part begins, if there is one; see {@link #after}
 * @param remaining how many come after this part
 */
public record Page(
    List<DeclaredResource> items, long number, Optional<String> next, int remaining) {
  private static final String MARK = "v1:";

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Cuts a part out of a list.
   *
   * @param limit how long it may be; 0 for no bound
   * @param after the name after which it begins
   */
  public static Page of(
      List<DeclaredResource> all, long number, int limit, Optional<String> after) {
    List<DeclaredResource> rest =
        after.isEmpty()
            ? all
            : all.stream().filter(d -> d.name().compareTo(after.get()) > 0).toList();
    if (limit == 0 || rest.size() <= limit) {
      return new Page(rest, number, Optional.empty(), 0);
    }
    List<DeclaredResource> items = rest.subList(0, limit);
    return new Page(items, number, Optional.of(token(items.getLast().name())), rest.size() - limit);
  }

  /** A part that was cut elsewhere; something comes after it. */
  static Page part(List<DeclaredResource> items, long number, long remaining) {
    return new Page(
        items,
        number,
        Optional.of(token(items.getLast().name())),
        (int) Math.min(remaining, Integer.MAX_VALUE));
  }

  /** What a client sends back to be given the part after a name. */
  public static String token(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((MARK + name).getBytes(StandardCharsets.UTF_8));
  }

  /** The name that a part's token holds; empty if it is none of ours. */
  public static Optional<String> after(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      return Optional.of(text).filter(t -> t.startsWith(MARK)).map(t -> t.substring(3));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
