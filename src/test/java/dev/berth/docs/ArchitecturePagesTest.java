package dev.berth.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.OwnKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pages say of the code is there: each class, each room, the class of each behaviour. */
class ArchitecturePagesTest {
  private static final Path MAIN = Path.of("src/main/java/dev/berth");
  private static final Path TESTS = Path.of("src/test/java/dev/berth");
  private static final String OVERVIEW = "docs/architecture/overview.md";
  private static final String WHERE = "docs/architecture/where.md";
  private static final Pattern CLASS_OF_BERTH =
      Pattern.compile("\\b(dev\\.berth(?:\\.[a-z]+)+\\.[A-Z]\\w+)");

  /** Words that look like classes and are none: of HTTP, of Kubernetes, of schemas. */
  private static final Set<String> NO_CLASSES =
      Set.of(
          "Dockerfile",
          "ETag",
          "Location",
          "Basic",
          "Warn",
          "Ignore",
          "Queued",
          "Succeeded",
          "AppWatchEvent");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  /** Reasons, phases, events, kinds: what Berth itself says in words that look like classes. */
  private static Set<String> words(SourceNames source) throws IOException {
    Set<String> words = new HashSet<>(NO_CLASSES);
    words.addAll(source.literals());
    for (String page : List.of("docs/reference/status.md", "docs/reference/manifest.md")) {
      Page.of(page).lines().forEach(line -> words.addAll(Page.codes(line)));
    }
    return words;
  }

  @Test
  void everyClassThatIsNamedIsThere() throws IOException {
    SourceNames source = new SourceNames(MAIN, TESTS);
    Set<String> words = words(new SourceNames(MAIN));
    List<String> faults = new ArrayList<>();
    int seen = 0;
    for (Path page : pages()) {
      for (String line : Page.of(page.toString()).lines()) {
        for (String code : Page.codes(line)) {
          if (SourceNames.isName(code) && !words.contains(code)) {
            seen++;
            source.fault(code).map(fault -> page + ": " + fault).ifPresent(faults::add);
          }
        }
      }
    }

    assertThat(faults).isEmpty();
    assertThat(seen).isGreaterThan(150);
  }

  @Test
  void noNameStandsInTwoRooms() throws IOException {
    assertThat(new SourceNames(MAIN).shared()).isEmpty();
  }

  @Test
  void everyRoomHasItsLine() throws IOException {
    Set<String> rooms = SourceNames.rooms(MAIN);

    assertThat(Page.of(OVERVIEW).firsts()).isEqualTo(rooms);
    assertThat(rooms).hasSizeGreaterThan(20);
  }

  @Test
  void everyBehaviourHasItsClass() throws IOException {
    SourceNames source = new SourceNames(MAIN);
    List<String> faults = new ArrayList<>();
    List<String> rows =
        Page.of(WHERE).lines().stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| question"))
            .toList();
    for (String row : rows) {
      String decides = row.split("\\|", -1)[2];
      assertThat(Page.codes(decides)).as(row).isNotEmpty();
      for (String code : Page.codes(decides)) {
        source.fault(code).map(fault -> row + ": " + fault).ifPresent(faults::add);
      }
    }

    assertThat(faults).isEmpty();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(30);
  }

  /** The compiler does not look at links of a package. */
  @Test
  void theMapOfARoomLeadsToItsClasses() throws IOException {
    Path java = MAIN.getParent().getParent();
    List<String> lost = new ArrayList<>();
    int seen = 0;
    for (String room : SourceNames.rooms(MAIN)) {
      Path map = MAIN.resolve(room.replace('.', '/')).resolve("package-info.java");
      for (String name : Page.of(map.toString()).found(CLASS_OF_BERTH)) {
        seen++;
        if (!Files.exists(java.resolve(name.replace('.', '/') + ".java"))) {
          lost.add(map + ": " + name);
        }
      }
    }

    assertThat(lost).isEmpty();
    assertThat(seen).isGreaterThan(80);
  }

  /** Who follows the checklist for a new key must not miss a place. */
  @ParameterizedTest
  @EnumSource(names = {"STOP_GRACE_PERIOD", "STOP_SIGNAL"})
  void theChecklistNamesEveryPlaceOfAKey(OwnKey key) throws IOException {
    Set<String> named = new HashSet<>();
    for (String line : Page.of("docs/checklists/new-field.md").lines()) {
      Page.codes(line).forEach(code -> named.add(Path.of(code).getFileName().toString()));
    }
    Set<String> places = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        if (text.contains(key.name()) || text.contains(key.key())) {
          places.add(file.getFileName().toString().replaceFirst("\\.java$", ""));
        }
      }
    }

    assertThat(named).containsAll(places);
    assertThat(places).hasSizeGreaterThan(5);
  }
}
