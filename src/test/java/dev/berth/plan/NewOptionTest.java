package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.RunOption;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A new option of {@code docker run} is one row of {@link RunOption}: the table is compiled with
 * more rows, and put under a Berth that knows nothing of them.
 */
class NewOptionTest {
  private static final String ROWS =
      """
      ),
        NEW_TEXT("new_text", Kind.TEXT, "HostConfig.NewText", FREE, "usual"),
        NEW_FLAG("new_flag", Kind.FLAG, "Config.NewFlag", FREE),
        NEW_NUMBER("new_number", Kind.NUMBER, "HostConfig.NewNumber", FREE),
        NEW_SIZE("new_size", Kind.BYTES, "HostConfig.NewSize", FREE),
        NEW_TIME("new_time", Kind.MICROS, "HostConfig.NewTime", FREE),
        NEW_WORDS("new_words", Kind.WORDS, "HostConfig.NewWords", FREE),
        NEW_PAIRS("new_pairs", Kind.PAIRS, "HostConfig.NewPairs", guarded("devices"));
      """;

  /** Loads Berth anew, with the larger table. */
  private static final class Loader extends URLClassLoader {
    Loader(URL... places) {
      super(places, NewOptionTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.berth.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }

  @TempDir static Path folder;

  private static Loader loader;

  @BeforeAll
  static void addRows() throws IOException {
    Path source = Path.of("src/main/java/dev/berth/spec/RunOption.java");
    Path larger = folder.resolve("RunOption.java");
    String end = ");\n\n  /** How an option is written. */";
    String table = Files.readString(source);
    assertThat(table).containsOnlyOnce(end);
    Files.writeString(larger, table.replace(end, ROWS + end.substring(2)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-proc:none", "-cp", place(RunOption.class).getPath(), "-d", folder.toString());
      assertThat(
              compiler
                  .getTask(null, files, null, options, null, files.getJavaFileObjects(larger))
                  .call())
          .isTrue();
    }
    loader = new Loader(folder.toUri().toURL(), place(RunOption.class), place(NewOptionTest.class));
  }

  @AfterAll
  static void close() throws IOException {
    loader.close();
  }

  private static URL place(Class<?> type) throws MalformedURLException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toUri()
        .toURL();
  }

  private static Object call(String type, String method, String... arguments)
      throws ReflectiveOperationException {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, String.class);
    return loader.loadClass(type).getMethod(method, types).invoke(null, (Object[]) arguments);
  }

  private static List<?> told(String line) throws ReflectiveOperationException {
    Class<?> sample = loader.loadClass("dev.berth.plan.KeySample");
    Object one = sample.getConstructor(String.class).newInstance(line);
    return (List<?>) sample.getMethod("told").invoke(one);
  }

  /** No line from a Compose file: it says what the manifest says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "new_text: x | {\"new_text\":\"x\"} | {\"new_text\":\"x\"} | {\"HostConfig.NewText\":\"x\"}"
            + " | x",
        "new_flag: true | {\"new_flag\":true} | {\"new_flag\":\"true\"} | {\"NewFlag\":true} |"
            + " true",
        "new_number: 12 | {\"new_number\":12} | {\"new_number\":\"12\"} |"
            + " {\"HostConfig.NewNumber\":12} | 12",
        "new_size: 1k | {\"new_size\":\"1024\"} | {\"new_size\":\"1024\"} |"
            + " {\"HostConfig.NewSize\":1024} | 1024",
        "new_time: 9 | {\"new_time\":9} | {\"new_time\":\"9\"} | {\"HostConfig.NewTime\":9} | 9",
        "new_words: [a, b] | {\"new_words\":[\"a\",\"b\"]} |"
            + " {\"new_words[0]\":\"a\",\"new_words[1]\":\"b\"} |"
            + " {\"HostConfig.NewWords\":[\"a\",\"b\"]} | [a, b]",
        "new_pairs: {a: b} | {\"new_pairs\":{\"a\":\"b\"}} | {\"new_pairs.a\":\"b\"} |"
            + " {\"HostConfig.NewPairs\":{\"a\":\"b\"}} | {a=b}",
      })
  void isTakenByAllThatTakeKeys(
      String line, String manifest, String fields, String engine, String drift)
      throws ReflectiveOperationException {
    String key = line.substring(0, line.indexOf(':'));

    assertThat(told(line).stream().map(String::valueOf))
        .containsExactly(
            "  manifest: " + manifest,
            "  to compose: " + manifest,
            "  fingerprint: " + fields,
            "  engine: " + engine,
            "  missing: [\"RECREATE " + key + ": want " + drift + ", have nothing\"]",
            "  left over: [\"RECREATE " + key + ": want nothing, have " + drift + "\"]",
            "  adopted: " + manifest);
  }

  @Test
  void isNoDriftWhereTheEngineShowsWhatIsUsual() throws ReflectiveOperationException {
    assertThat(told("new_text: usual").stream().map(String::valueOf))
        .contains("  missing: [\"RECREATE new_text: want usual, have nothing\"]")
        .noneMatch(line -> line.contains("left over") || line.contains("adopted"));
  }

  @Test
  void isInTheSchema() throws ReflectiveOperationException {
    Map<?, ?> all = (Map<?, ?>) call("dev.berth.manifest.SchemaCatalog", "common");
    Object size =
        all.get("Service") instanceof Map<?, ?> service
                && service.get("properties") instanceof Map<?, ?> properties
                && properties.get("new_size") instanceof Map<?, ?> property
            ? property
            : Map.of();

    assertThat(size).hasToString("{$ref=NumberOrText}");
  }

  @Test
  void isDecidedByThePolicy() throws ReflectiveOperationException {
    String table = "dev.berth.spec.policy.PolicyTable";

    assertThat(call(table, "decision", "services.*.new_text")).hasToString("Optional[Free[]]");
    assertThat(call(table, "decision", "services.*.new_pairs"))
        .hasToString("Optional[Guarded[setting=berth.policy.devices]]");
  }

  @Test
  void isRefusedWhereItIsGuardedAndNoRuleSaysWhatIsHarmless() throws ReflectiveOperationException {
    String rules = "dev.berth.spec.policy.OptionRefusals";

    assertThat(call(rules, "of", "new_pairs", "x"))
        .hasToString("[it reaches beyond its app, and nobody has said which values do not]");
    assertThat(call(rules, "of", "new_words", "x")).hasToString("[]");
  }
}
