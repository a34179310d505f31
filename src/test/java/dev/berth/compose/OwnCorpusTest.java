package dev.berth.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Projects of our own, as the reference reads them: wherever a clone of this repository lies. */
class OwnCorpusTest {
  private static final Path ROOT = Path.of("src/test/resources/compose").toAbsolutePath();
  private static final Path REFUSED = ROOT.resolve("refused");

  static List<String> projects() {
    return folders(ROOT).filter(name -> !name.equals("refused")).toList();
  }

  static List<String> refused() {
    return folders(REFUSED).toList();
  }

  private static Stream<String> folders(Path root) {
    try (Stream<Path> all = Files.list(root)) {
      return all
          .filter(Files::isDirectory)
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ComposeResult read(Path project) {
    List<String> files =
        Stream.of("compose.yaml", "override.yaml")
            .map(project::resolve)
            .filter(Files::exists)
            .map(Path::toString)
            .toList();
    return ComposeReader.read(
        new ComposeProject(
            project.toString(),
            files,
            Corpora::look,
            Map.of("OTHER", "o"),
            List.of(),
            Optional.empty(),
            Optional.of("/HOME")));
  }

  @ParameterizedTest
  @MethodSource("projects")
  void isReadAsTheReferenceReadsIt(String name) throws IOException {
    Path project = ROOT.resolve(name);

    ComposeResult result = read(project);

    assertThat(result.problems()).isEmpty();
    Object have = Corpora.JSON.readValue(result.json(), Object.class);
    Object want =
        Corpora.JSON.readValue(
            Corpora.text(project.resolve("want.json")).replace("/PROJECT", project.toString()),
            Object.class);
    assertThat(Corpora.differences("", Corpora.bare(have), Corpora.bare(want))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedInWords(String name) {
    assertThat(read(REFUSED.resolve(name)).problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
  }
}
