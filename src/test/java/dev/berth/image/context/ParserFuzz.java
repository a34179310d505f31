package dev.berth.image.context;

import dev.berth.compose.ComposeProject;
import dev.berth.compose.ComposeReader;
import dev.berth.compose.ProjectFiles;
import dev.berth.image.build.DockerfileParser;
import dev.berth.image.registry.ImageReferences;
import dev.berth.image.registry.VersionTags;
import dev.berth.manifest.LinkCatalog;
import dev.berth.manifest.ManifestReader;
import dev.berth.manifest.ManifestWriter;
import dev.berth.manifest.Patches;
import dev.berth.spec.App;
import dev.berth.spec.codec.AppReader;
import dev.berth.spec.codec.AppWriter;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Validated;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Jazzer calls with bytes of its own making (dev/fuzz --parsers), and {@link ParserFuzzTest}
 * with those that once were finds. The first byte chooses a reader. Whatever comes, an answer comes
 * soon, and it is none that the reader's port does not name; text in many copies takes no longer
 * than it may.
 */
public final class ParserFuzz {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int COPIES = 200;

  /** How long a text in many copies may be; a manifest may have 1 MiB. */
  private static final int LONGEST = 200_000;

  /** Others may be at work on the same machine. */
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private static final Map<String, Object> DOCUMENT =
      Map.of("a", Map.of("b", 1, "c", "x"), "list", List.of("one", Map.of("k", "v")));

  private ParserFuzz() {}

  /** The name is Jazzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    char reader = (char) data[0];
    String text = new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
    read(reader, text);
    if (text.hashCode() % 16 == 0 && text.length() * COPIES < LONGEST) {
      long start = CLOCK.getCurrentThreadCpuTime();
      read(reader, text.repeat(COPIES));
      Duration took = Duration.ofNanos(CLOCK.getCurrentThreadCpuTime() - start);
      if (took.compareTo(SOON) > 0) {
        throw new IllegalStateException("a text in " + COPIES + " copies took " + took);
      }
    }
  }

  private static void read(char reader, String text) {
    switch (reader) {
      case 'm' -> manifest(text);
      case 'c' -> compose(text);
      case 'p' -> patch(text);
      case 'i' -> ignore(text);
      case 's' -> selector(text);
      default -> reference(text);
    }
  }

  private static void manifest(String text) {
    LinkCatalog catalog = new LinkCatalog();
    for (AppDraft draft : ManifestReader.read(text).drafts()) {
      if (SpecRules.check(draft, catalog.names()) instanceof Validated.Valid<App> valid) {
        App app = valid.value();
        AppDraft again = AppReader.read(AppWriter.full(app));
        if (!again.violations().isEmpty() || !again.app().equals(app)) {
          throw new IllegalStateException("is another app when read again: " + again.violations());
        }
        ManifestWriter.yaml(AppWriter.document(app));
        catalog.resolve(app, Optional.empty());
      }
    }
  }

  private static void compose(String text) {
    ProjectFiles files =
        ProjectFiles.of(Map.of("/p/compose.yaml", text, "/p/.env", "A=b\nC=${A}\n"));
    ComposeReader.read(ComposeProject.of("/p/compose.yaml", files));
  }

  private static void patch(String text) {
    if (Patches.read(text) instanceof Validated.Valid<Object> patch) {
      Patches.merge(DOCUMENT, patch.value());
      Patches.json(DOCUMENT, patch.value());
    }
  }

  private static void ignore(String text) {
    try {
      DockerIgnore rules = DockerIgnore.parse(text);
      rules.ignores("a/b/c.txt");
      rules.ignores("a".repeat(200) + "/" + "b".repeat(200) + "/\ud83e\udd8a");
    } catch (ContextException refused) {
      // Some lines are no patterns.
    }
  }

  private static void selector(String text) {
    if (LabelSelector.parse(text) instanceof Validated.Valid<LabelSelector> selector) {
      selector.value().matches(Map.of("team", "web", "a/b", ""));
    }
  }

  private static void reference(String text) {
    ImageReferences.areEqual(text, "redis:7");
    ImageReferences.areAlike(text, "redis:7");
    ImageReferences.withoutDigest(text);
    VersionTags.newest(text, List.of("1.2.3", text, "2.0"));
    DockerfileParser.read(text, Map.of("A", "b"));
  }
}
