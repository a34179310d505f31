package dev.berth.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of the documentation, as a test looks at it. */
public record Page(Path file, List<String> lines) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  public static Page of(String file) throws IOException {
    return new Page(Path.of(file), Files.readAllLines(Path.of(file)));
  }

  /** The cells of all rows of its tables, but for their heads. */
  List<List<String>> rows() {
    return lines.stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> List.of(line.substring(1).split("(?<!\\\\)\\|", -1)))
        .map(cells -> cells.stream().map(Page::plain).toList())
        .toList();
  }

  private static String plain(String cell) {
    return cell.strip().replace("\\|", "|");
  }

  /** What stands as code in the first cells. */
  public Set<String> firsts() {
    return rows().stream().flatMap(row -> codes(row.get(0)).stream()).collect(Collectors.toSet());
  }

  /** What stands as code in a text. */
  public static Set<String> codes(String text) {
    return CODE.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }

  /** All that a pattern finds, in all lines. */
  public Set<String> found(Pattern pattern) {
    Set<String> found = new TreeSet<>();
    for (String line : lines) {
      pattern.matcher(line).results().map(m -> m.group(1)).forEach(found::add);
    }
    return found;
  }

  /** The anchors of its headings, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new TreeSet<>();
    for (String line : lines) {
      Matcher heading = Pattern.compile("#{1,6} (.*)").matcher(line);
      if (heading.matches()) {
        anchors.add(
            heading
                .group(1)
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'));
      }
    }
    return anchors;
  }
}
