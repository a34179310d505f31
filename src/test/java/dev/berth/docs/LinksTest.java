package dev.berth.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links within the documentation lead somewhere: to a file, and to a heading in it. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Set<String> ELSEWHERE = Set.of("target", ".git", "src");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("."))) {
      return files
          .map(Path::normalize)
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !ELSEWHERE.contains(file.getName(0).toString()))
          .toList();
    }
  }

  /** Lines that are broken in the midst of a link's words are one. */
  private static Page whole(Path file) throws IOException {
    return new Page(file, List.of(String.join(" ", Page.of(file.toString()).lines())));
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path beside = page.toAbsolutePath().resolveSibling(parts[0]).normalize();
    Path target = parts[0].isEmpty() ? page : beside;
    if (parts.length == 1) {
      return Files.exists(target);
    }
    return Files.isRegularFile(target) && Page.of(target.toString()).anchors().contains(parts[1]);
  }

  @Test
  void eachLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int seen = 0;
    for (Path page : pages()) {
      for (String link : whole(page).found(LINK)) {
        if (!link.contains("://") && !link.startsWith("mailto:")) {
          seen++;
          if (!leadsSomewhere(page, link)) {
            broken.add(page + ": " + link);
          }
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(seen).isGreaterThan(50);
  }
}
