package dev.berth.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, an answer comes soon, and it is no stack trace. */
class HostileTest {
  /** The issue says two seconds of a machine of its own; a shared one is given more. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final String START = "services: {a: {image: x}}\n";
  private static final String LONG = "x".repeat(300_000);
  private static final List<String> VALUES =
      List.of(
          "",
          "~",
          "[]",
          "{}",
          "5",
          "-1",
          "[a, a]",
          "{a: }",
          "${A",
          "$A",
          "1e9",
          "*x",
          "&x y",
          "!reset null",
          "|",
          "\"",
          "'",
          "0x1F",
          "- x",
          "% x",
          "service:a",
          "\u0000",
          "[[[");

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void isRefusedSoon(String name, Map<String, String> files) {
    ComposeProject project = ComposeProject.of("/p/compose.yaml", ProjectFiles.of(files));

    ComposeResult result = assertTimeout(SOON, () -> ComposeReader.read(project));

    assertThat(result.problems()).as(name).isNotEmpty().hasSizeLessThan(1001);
  }

  static Stream<Arguments> bombs() {
    String ports =
        list(2_000, "\"%d-65535:%d-65535\"").replace("\"0-", "\"1-").replace(":0-", ":1-");
    return Stream.of(
        bomb("laughs", "x-a0: &a0 [l]\n" + laughs("[*a%1$d,*a%1$d,*a%1$d,*a%1$d]", 40) + START),
        bomb("merges", "x-a0: &a0 {k: 1}\n" + laughs("{<<: *a%1$d, k%1$d: *a%1$d}", 40) + START),
        bomb("long", "x-a: &a " + LONG + "\nx-b: [*a" + ", *a".repeat(1000) + "]\n" + START),
        bomb("cycle", "x-a: &a {b: *a}\n" + START),
        bomb("merge cycle", "x-a: &a {<<: *a}\n" + START),
        bomb("deep", "x-a: " + "[".repeat(100_000) + "\n" + START),
        bomb("deep blocks", "x-a:\n" + "- ".repeat(50_000) + "\n" + START),
        bomb("braces", "services: {a: {image: \"" + "${A:-".repeat(50_000) + "\"}}"),
        bomb("open braces", "services: {a: {image: \"" + "${A".repeat(300_000) + "\"}}"),
        bomb("ports", "services: {a: {image: x, ports: [" + ports + "]}}\n"),
        bomb("keys", "services: {a: {image: x, " + "z: 1, ".repeat(50_000) + "}}"),
        bomb("volumes", "services: {a: {image: x, volumes: [" + list(2_000, "v%d:/t%d") + "]}}"),
        bomb("waits", "services: {" + list(2_000, "s%d: {image: x, depends_on: [s%d, zz]}") + "}"),
        bomb("round", "services: {" + round(5_000) + "}"),
        bomb(
            "long base",
            "services: {b: {image: x, labels: {l: "
                + LONG
                + "}}, "
                + list(200, "s%d: {extends: b}")
                + "}"),
        files("self", Map.of("compose.yaml", "include: [compose.yaml]\n" + START)),
        files("letters", Map.of(".env", doubling(), "compose.yaml", START)),
        files("chain", chain()),
        files(
            "base",
            Map.of(
                "compose.yaml",
                "services: {" + list(2_000, "s%d: {extends: s0, tty: t%d}") + "}")));
  }

  private static Arguments bomb(String name, String text) {
    return files(name, Map.of("compose.yaml", text));
  }

  private static Arguments files(String name, Map<String, String> texts) {
    Map<String, String> files = new HashMap<>();
    texts.forEach((file, text) -> files.put("/p/" + file, text));
    return Arguments.of(name, files);
  }

  private static String laughs(String pattern, int levels) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < levels; i++) {
      text.append("x-a").append(i).append(": &a").append(i).append(' ');
      text.append(pattern.formatted(i - 1)).append('\n');
    }
    return text.toString();
  }

  private static String list(int count, String pattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(pattern.formatted(i, i)).append(", ");
    }
    return text.toString();
  }

  private static String round(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("s%d: {image: x, depends_on: [s%d]}, ".formatted(i, (i + 1) % count));
    }
    return text.toString();
  }

  private static String doubling() {
    StringBuilder text = new StringBuilder("A0=xxxxxxxxxx\n");
    for (int i = 1; i < 60; i++) {
      text.append("A%d=$A%d$A%d\n".formatted(i, i - 1, i - 1));
    }
    return text.toString();
  }

  private static Map<String, String> chain() {
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String name = i == 0 ? "compose.yaml" : "c" + i + ".yaml";
      files.put(name, "include: [c%d.yaml, c%d.yaml]\n".formatted(2 * i + 1, 2 * i + 2) + START);
    }
    return files;
  }

  @Test
  void mutatedFilesNeverCrash() {
    Random random = new Random(7);
    List<String> seeds = seeds();
    for (int i = 0; i < 600; i++) {
      String text = mutated(seeds.get(random.nextInt(seeds.size())), random);
      ComposeProject project =
          ComposeProject.of("/p/compose.yaml", ProjectFiles.of(Map.of("/p/compose.yaml", text)));

      ComposeResult result = assertTimeout(SOON, () -> ComposeReader.read(project), text);

      assertThat(result.json()).startsWith("{");
      assertThat(result.problems()).allSatisfy(p -> assertThat(p.message()).isNotBlank());
    }
  }

  private static List<String> seeds() {
    List<String> seeds = new ArrayList<>(List.of(START));
    if (Files.isDirectory(Corpora.ROOT)) {
      Corpora.rows("compose.tsv")
          .forEach(row -> seeds.add(Corpora.text(Corpora.ROOT.resolve("compose").resolve(row[1]))));
    }
    return seeds;
  }

  private static String mutated(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().limit(150).toList());
    for (int i = 0; i < 1 + random.nextInt(3) && !lines.isEmpty(); i++) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      String value = VALUES.get(random.nextInt(VALUES.size()));
      int cut = random.nextInt(line.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, line);
        case 2 -> lines.set(at, line.substring(0, cut) + value);
        default -> lines.set(at, line.replaceFirst(":.*", ": ") + value);
      }
    }
    return String.join("\n", lines);
  }
}
