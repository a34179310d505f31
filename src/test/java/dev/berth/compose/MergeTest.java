package dev.berth.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reference's own cases: files over files, and files that must be refused. */
class MergeTest {
  @BeforeEach
  void assumeCorpora() {
    Corpora.assumeThere();
  }

  @Test
  void everyTripleMergesAsExpected() throws YamlText.BrokenException {
    List<String> differences = new ArrayList<>();
    for (Path folder : folders("merge-triple")) {
      Problems problems = new Problems();
      Map<String, Object> merged =
          new Merge(problems)
              .over(
                  tree(file(folder, "base.yaml", "1-base.yaml")),
                  tree(file(folder, "override.yaml", "0-base.yaml")),
                  TreePath.ROOT);
      new Unicity(problems).enforce(merged, TreePath.ROOT);

      differences.addAll(problems.all().stream().map(p -> folder + ": " + p).toList());
      Corpora.differences("", merged, tree(file(folder, "expected.yaml", "0-expected.yaml")))
          .forEach(line -> differences.add(folder.getFileName() + line));
    }

    assertThat(differences).isEmpty();
  }

  @Test
  void everyBadFileIsRefused() {
    assertThat(folders("error"))
        .hasSizeGreaterThan(10)
        .allSatisfy(folder -> {
          String text = Corpora.text(folder.resolve("input.yaml"));
          ProjectFiles files = ProjectFiles.of(Map.of("/compose.yaml", text));

          ComposeResult result = ComposeReader.read(ComposeProject.of("/compose.yaml", files));

          assertThat(result.problems()).as(folder.toString()).isNotEmpty();
        });
  }

  /** One of the triples bears other names, of which the first base is what goes above. */
  private static Path file(Path folder, String usual, String other) {
    Path file = folder.resolve(usual);
    return Files.exists(file) ? file : folder.resolve(other);
  }

  private static List<Path> folders(String kind) {
    return Corpora.rows("compose-go.tsv").stream()
        .filter(row -> row[0].equals(kind))
        .map(row -> Corpora.ROOT.resolve("compose-go").resolve(row[1]))
        .toList();
  }

  private static Map<String, Object> tree(Path file) throws YamlText.BrokenException {
    YamlNode document = YamlText.read(Corpora.text(file)).getFirst();
    return ComposeTrees.map(TreeBuilder.build(document, new Problems()).tree()).orElseThrow();
  }
}
