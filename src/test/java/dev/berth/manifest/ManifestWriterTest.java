package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.compose.ComposeProject;
import dev.berth.compose.ComposeReader;
import dev.berth.compose.ComposeResult;
import dev.berth.compose.ProjectFiles;
import dev.berth.spec.App;
import dev.berth.spec.Service;
import dev.berth.spec.codec.AppReader;
import dev.berth.spec.codec.AppWriter;
import dev.berth.spec.codec.ComposeWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What goes out as YAML comes back the same, to Berth and to readers of YAML 1.1 (issue 18). */
class ManifestWriterTest {
  /** Texts that some reader of YAML takes for something else when they stand without quotes. */
  private static final List<String> MISTAKABLE =
      List.of(
          "",
          " ",
          "~",
          "null",
          "Null",
          "NULL",
          "y",
          "Y",
          "n",
          "yes",
          "Yes",
          "no",
          "NO",
          "on",
          "On",
          "off",
          "True",
          "TRUE",
          "false",
          "0x1F",
          "-0x1f",
          "0o17",
          "0b11",
          "022",
          "0042",
          "08",
          "+5",
          "017.5",
          ".5",
          "5.",
          "1_000",
          "1e3",
          "1E400",
          "1.5e3",
          "12:30:45",
          "22:22",
          "190:20:30.15",
          "2001-12-14",
          "2001-12-14t21:59:43.10-05:00",
          "2001-12-14 21:59:43 Z",
          ".inf",
          "-.INF",
          ".nan",
          "nan",
          "Infinity",
          "=",
          "<<",
          "!x",
          "!!int 5",
          "&a",
          "*a",
          "|",
          ">",
          "%YAML 1.2",
          "@a",
          "`a`",
          "-",
          "- a",
          "--- ",
          "---",
          "...",
          "?",
          "? a",
          ":",
          ": a",
          "a: b",
          "a:",
          "a #b",
          "#a",
          "a#b",
          "{",
          "}",
          "{a: b}",
          "[",
          "]",
          "[a]",
          ",",
          "'",
          "\"",
          "'a'",
          "\"a\"",
          "\\",
          "\\n",
          "a\\",
          " a",
          "a ",
          "\ta",
          "a\t",
          "a\tb",
          "\n",
          "a\n",
          "\na",
          "a\n\n",
          "a\n b",
          " a\nb",
          "a \nb",
          "a\n\nb\n",
          "a\r\nb",
          "a\rb",
          "a\u0085b",
          "a\u2028b",
          "a\u2029b",
          "\u0085",
          "\u00a0",
          "\ufeff",
          "\ufeffa",
          "a\n\ufeffb",
          "\u0007",
          "\u001b[31m",
          "\u007f",
          "\u009f",
          "\ufffe",
          "😀",
          "a\n😀\n",
          "ü",
          "日本",
          "#!/bin/sh\nset -e\necho \"$A\" # b: c\n",
          "key: |\n  a\n",
          "a\n...\nb",
          "a\n---\nb",
          "x".repeat(3000),
          "word ".repeat(400) + "end",
          "x\n".repeat(3000));

  static List<String> mistakable() {
    return MISTAKABLE;
  }

  private static Object asOldReadersDo(String yaml) {
    return new Yaml().load(yaml);
  }

  private static Object asBerthDoes(String yaml) {
    List<dev.berth.spec.validation.Violation> broken = new ArrayList<>();
    List<Object> documents = YamlTree.documents(yaml, broken);
    assertThat(broken).isEmpty();
    return documents.getFirst();
  }

  @ParameterizedTest
  @MethodSource("mistakable")
  void aTextStaysOneAsValueItemAndKey(String text) {
    Map<String, Object> tree =
        Map.of("value", text, "list", List.of(text, List.of(text)), "map", Map.of(text, text));

    String yaml = ManifestWriter.yaml(tree);

    assertThat(asBerthDoes(yaml)).as(yaml).isEqualTo(tree);
    assertThat(asOldReadersDo(yaml)).as(yaml).isEqualTo(tree);
  }

  @Test
  void numbersStayNumbers() {
    Map<String, Object> tree =
        Map.of("small", 0.5, "large", 1e30, "tiny", 1e-9, "whole", 22, "long", 1L << 40);

    String yaml = ManifestWriter.yaml(tree);

    assertThat(asBerthDoes(yaml)).isEqualTo(tree);
    assertThat(asOldReadersDo(yaml)).isEqualTo(tree);
  }

  /** Nobody wants to read quotes where nothing can be mistaken. */
  @Test
  void whatIsPlainlyATextStandsWithoutQuotes() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("image", "localhost:5000/team/shop:1.2@sha256:ab");
    tree.put("command", List.of("python", "/app/run.py", "redis://redis:6379/0"));
    tree.put("script", "set -e\necho hi\n");
    tree.put("UMASK", "022");

    assertThat(ManifestWriter.yaml(tree))
        .isEqualTo(
            """
            image: localhost:5000/team/shop:1.2@sha256:ab
            command:
            - python
            - /app/run.py
            - redis://redis:6379/0
            script: |
              set -e
              echo hi
            UMASK: "022"
            """);
  }

  /** Any text without a NUL, which no environment can hold, and without half a character. */
  private static Arbitrary<String> texts() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .withCharRange('\u0001', '\ud7ff')
            .withChars('\u0085', '\u2028', '\u2029', '\ufeff', '\n', '\r', '\t', ' ', ':', '#')
            .ofMaxLength(12);
    Arbitrary<String> numberLike =
        Arbitraries.strings().withChars("0123456789+-._:eExXobTZ \n").ofMaxLength(8);
    return Arbitraries.oneOf(Arbitraries.of(MISTAKABLE), any, numberLike);
  }

  @Provide
  Arbitrary<Map<String, Object>> apps() {
    Arbitrary<Map<String, String>> pairs =
        Arbitraries.maps(texts().filter(key -> !key.isEmpty() && !key.contains("=")), texts())
            .ofMaxSize(4);
    // A list of Compose, which names without a value want, takes no name that ends with a space.
    Arbitrary<Map<String, String>> variables =
        pairs.map(all -> {
          Map<String, String> named = new LinkedHashMap<>();
          all.forEach((key, value) -> named.put("V" + key + "_", value));
          return named;
        });
    return net.jqwik.api.Combinators.combine(variables, pairs, texts().list().ofMaxSize(4))
        .as((environment, labels, command) -> {
          Map<String, Object> app = new LinkedHashMap<>();
          app.put("name", "shop");
          app.put("image", "x");
          Map<String, Object> all = new LinkedHashMap<>(environment);
          if (command.size() > 2) {
            all.put("GONE", Map.of("unset", true));
          }
          app.put("environment", all);
          app.put("expose", List.of(80, "53/udp"));
          app.put("labels", labels);
          app.put("command", command);
          app.put("entrypoint", command);
          app.put("healthcheck", Map.of("test", prepended("CMD", command)));
          return app;
        });
  }

  private static List<String> prepended(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  @Property(tries = 100)
  void anAppOutAndInAgainIsTheSame(@ForAll("apps") Map<String, Object> written) {
    App app = AppReader.read(written).app();

    String yaml = ManifestWriter.write(app);

    ManifestReader.Manifest again = ManifestReader.read(yaml);
    assertThat(again.violations()).isEmpty();
    assertThat(again.drafts().getFirst().app()).isEqualTo(app);
    assertThat(ManifestWriter.write(again.drafts().getFirst().app())).isEqualTo(yaml);
    assertThat(asOldReadersDo(yaml)).isEqualTo(asBerthDoes(yaml)).isEqualTo(AppWriter.full(app));
  }

  @Property(tries = 100)
  void anAppOutAsComposeAndInAgainIsTheSame(@ForAll("apps") Map<String, Object> written) {
    App app = AppReader.read(written).app();

    String yaml = ManifestWriter.yaml(ComposeWriter.of(app, app));

    ComposeResult again =
        ComposeReader.read(
            ComposeProject.of("/p/compose.yaml", ProjectFiles.of(Map.of("/p/compose.yaml", yaml))));
    assertThat(again.violations()).as(yaml).isEmpty();
    Service one = app.service("shop");
    Service other = again.draft().app().service("shop");
    assertThat(other.environment()).isEqualTo(one.environment());
    assertThat(other.expose()).isEqualTo(one.expose());
    assertThat(other.labels()).isEqualTo(one.labels());
    assertThat(other.process()).isEqualTo(one.process());
    assertThat(other.healthCheck()).isEqualTo(one.healthCheck());
    assertThat(asOldReadersDo(yaml)).isEqualTo(ComposeWriter.of(app, app));
  }
}
