package dev.berth.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Why a source is not synced, in words that docs/guide/gitops.md lists: these and no others. */
class SourceReasonsTest {
  private static final Pattern LIST = Pattern.compile("(?s)its reason is one of (.*?)\\. ");
  private static final Pattern WORD = Pattern.compile("`([A-Z]\\w+)`");
  private static final Pattern GIVEN =
      Pattern.compile("(?:conditions\\(|String [A-Z_]+ = )\"([A-Z]\\w+)\"");

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().map(m -> m.group(1)).forEach(found::add);
    return found;
  }

  /** Its sources are read, for a report gives some of its reasons as they stand. */
  private static Set<String> given() throws IOException {
    Path folder = Path.of("src/main/java/dev/berth/gitops");
    return found(
        GIVEN,
        Files.readString(folder.resolve("SyncReport.java"))
            + Files.readString(folder.resolve("SourceException.java")));
  }

  @Test
  void thePageListsEach() throws IOException {
    String page = Files.readString(Path.of("docs/guide/gitops.md"));
    String list = found(LIST, page).iterator().next();

    assertThat(found(WORD, list)).isEqualTo(given());
  }

  @Test
  void allOfAnExceptionAreSeen() throws IOException {
    long constants =
        Stream.of(SourceException.class.getDeclaredFields())
            .filter(f -> Modifier.isStatic(f.getModifiers()) && f.getType() == String.class)
            .count();

    assertThat(given()).hasSizeGreaterThan((int) constants);
  }
}
