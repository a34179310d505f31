package dev.berth.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every real file must get the reference's verdict, and the reference's model. */
class CorporaTest {
  /** The reference found a file beside this one that is not part of the corpora. */
  private static final List<String> INCOMPLETE =
      List.of("compose-go/loader/testdata/extends/nested.yaml");

  /** What the reference was given for variables that must have a value. */
  private static final Pattern REQUIRED = Pattern.compile("needs the variable `(\\w+)`");

  @BeforeEach
  void assumeCorpora() {
    Corpora.assumeThere();
  }

  @Test
  void everyFileIsReadAsTheReferenceReadsIt() throws JsonProcessingException {
    List<String> differences = new ArrayList<>();
    List<String[]> rows = Corpora.rows("compose.tsv");
    for (String[] row : rows) {
      if (!INCOMPLETE.contains(row[1])) {
        compare(row[0].equals("ok"), row[1], differences);
      }
    }

    System.out.println(rows.size() + " files, " + differences.size() + " differences");
    assertThat(differences).isEmpty();
    assertThat(rows).hasSizeGreaterThan(200);
  }

  private static void compare(boolean good, String file, List<String> differences)
      throws JsonProcessingException {
    ComposeResult result = read(Corpora.ROOT.resolve("compose").resolve(file));
    if (result.isGood() != good) {
      differences.add(file + ": want " + (good ? "ok" : "reject") + ", have " + result.problems());
    } else if (good) {
      Object have = Corpora.JSON.readValue(result.json(), Object.class);
      Object want = Corpora.JSON.readValue(golden(file), Object.class);
      Corpora.differences("", Corpora.bare(have), Corpora.bare(want))
          .forEach(line -> differences.add(file + line));
    } else {
      assertThat(result.problems()).as(file).allSatisfy(p -> assertThat(p.message()).isNotBlank());
    }
  }

  /** With the environment that the reference had. */
  private static ComposeResult read(Path file) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DOCKER_HOST", "unix:///nonexistent.sock");
    ComposeProject project =
        ComposeProject.of(file.toString(), Corpora::look).withHome("/home/of/tests");
    ComposeResult result = ComposeReader.read(project.with(variables));
    for (ComposeProblem composeProblem : result.problems()) {
      Matcher required = REQUIRED.matcher(composeProblem.message());
      if (required.find()) {
        variables.put(required.group(1), "8080");
      }
    }
    return ComposeReader.read(project.with(variables));
  }

  private static String golden(String file) {
    return Corpora.text(Corpora.ROOT.resolve("compose-golden").resolve(file + ".json"))
        .replace("/CORPORA/", Corpora.ROOT.resolve("compose") + "/")
        .replace("/tmp/research/corpora", Corpora.ROOT.resolve("compose").toString())
        .replace("/HOME", "/home/of/tests");
  }
}
