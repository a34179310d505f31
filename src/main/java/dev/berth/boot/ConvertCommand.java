package dev.berth.boot;

import dev.berth.manifest.LinkCatalog;
import dev.berth.manifest.ManifestReader;
import dev.berth.manifest.ManifestWriter;
import dev.berth.spec.App;
import dev.berth.spec.AppDraft;
import dev.berth.spec.Checked;
import dev.berth.spec.SpecRules;
import dev.berth.spec.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code convert FILE}: the canonical form of a manifest on standard output. */
final class ConvertCommand {
  private final PrintStream out;
  private final PrintStream err;

  ConvertCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Returns the exit status: 0 done, 1 the file is bad, 2 the command itself is wrong. */
  int run(String... args) {
    List<String> files = new ArrayList<>(List.of(args));
    int option = files.indexOf("--to");
    if (option >= 0) {
      if (option + 1 >= files.size() || !files.get(option + 1).equals("manifest")) {
        err.println("--to must be manifest; Compose is not supported yet");
        return 2;
      }
      files.subList(option, option + 2).clear();
    }
    if (files.size() != 1) {
      err.println("convert needs exactly one file");
      return 2;
    }
    try {
      return convert(ManifestReader.read(Files.readString(Path.of(files.getFirst()))));
    } catch (IOException e) {
      err.println(files.getFirst() + " cannot be read: " + e);
      return 1;
    }
  }

  private int convert(ManifestReader.Manifest manifest) {
    List<Violation> violations = new ArrayList<>(manifest.violations());
    List<String> texts = new ArrayList<>();
    LinkCatalog catalog = new LinkCatalog();
    for (AppDraft draft : manifest.drafts()) {
      switch (SpecRules.check(draft, catalog.names())) {
        case Checked.Valid<App> valid -> texts.add(ManifestWriter.write(valid.value()));
        case Checked.Invalid<App> invalid -> violations.addAll(invalid.violations());
      }
    }
    violations.forEach(v -> err.println(v.path() + ": " + v.message()));
    if (violations.isEmpty()) {
      out.print(String.join("---\n", texts));
    }
    return violations.isEmpty() ? 0 : 1;
  }
}
