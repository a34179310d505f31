package dev.berth.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeskFilesTest {
  private static final Path FOLDER = Path.of("src", "main", "resources", "desk");
  private static final Pattern IMPORT = Pattern.compile("(?:from|import) ?['\"](\\.[^'\"]+)['\"]");
  private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"/desk/([^/]+)/([^\"]+)\"");

  private final DeskFiles files = new DeskFiles();

  @Test
  void servesEachFileOfTheFolder() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      List<String> names =
          all.filter(Files::isRegularFile)
              .map(file -> FOLDER.relativize(file).toString())
              .filter(name -> !name.equals("index.html"))
              .toList();

      assertThat(DeskFiles.names().stream().filter(name -> !name.startsWith("lit-html/")))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  static Stream<String> scripts() {
    return DeskFiles.names().stream().filter(name -> name.endsWith(".js"));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void importsWhatIsServed(String name) {
    Path here = Path.of("/").resolve(name).resolveSibling("");

    assertThat(IMPORT.matcher(text(name)).results().map(found -> found.group(1)))
        .allSatisfy(imported ->
            assertThat(DeskFiles.names())
                .contains(here.resolve(imported).normalize().toString().substring(1)));
  }

  @Test
  void pageNamesFilesOfItsBuild() {
    String html = files.page().bytes().toString(StandardCharsets.UTF_8);
    List<MatchResult> found = ADDRESS.matcher(html).results().toList();

    assertThat(found).hasSize(4);
    assertThat(found)
        .allSatisfy(
            address -> assertThat(files.file(address.group(1), address.group(2))).isPresent());
    assertThat(html).doesNotContain("{build}").doesNotContain("style=");
    assertThat(files.file("of-yesterday", "main.js")).isEmpty();
    assertThat(files.file(files.build(), "../application.properties")).isEmpty();
  }

  @Test
  void zippedIsTheSame() throws IOException {
    DeskFiles.DeskFile file = files.file(files.build(), "main.js").orElseThrow();

    byte[] bytes =
        new GZIPInputStream(new ByteArrayInputStream(file.zipped().getBytes())).readAllBytes();

    assertThat(bytes).isEqualTo(file.bytes().getBytes()).hasSizeGreaterThan(file.zipped().length());
  }

  private String text(String name) {
    return files.file(files.build(), name).orElseThrow().bytes().toString(StandardCharsets.UTF_8);
  }
}
