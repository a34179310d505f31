package dev.berth.gitops;

import dev.berth.state.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Where the trees of sources come from. */
final class SourceOrigins {
  private final Path home;
  private final SealedValues sealedValues;
  private final Secrets secrets;
  private final InstantSource clock;
  private final SourceRoots roots;

  SourceOrigins(SourceDeps tools) {
    this.home = tools.home();
    this.sealedValues = new SealedValues(tools.vault());
    this.secrets = tools.secrets();
    this.clock = tools.clock();
    this.roots = tools.roots();
  }

  SourceTree.Origin of(String source, SourceSpec spec) throws SourceException {
    if (spec.folder().isPresent()) {
      return new FolderOrigin(roots.tree(spec.folder().get()), spec.path(), clock);
    }
    Path folder = home.resolve(source);
    return new GitOrigin(folder, spec, new GitAccess(folder, spec.url().orElse(""), login(spec)));
  }

  private SourceLogin login(SourceSpec spec) throws SourceException {
    return spec.loginSecret().isPresent()
        ? named(spec.loginSecret().get())
        : spec.login().opened(sealedValues);
  }

  /** The values of a Secret, by the names that credentials have; the only one is a token. */
  private SourceLogin named(String secret) throws SourceException {
    SourceLogin found =
        SourceLogin.of(part ->
            secrets.find(secret, part) instanceof Secrets.Found.Value value
                ? Optional.of(value.text())
                : Optional.empty());
    if (!found.isEmpty()) {
      return found;
    }
    return switch (secrets.find(secret, "")) {
      case Secrets.Found.Value value -> SourceLogin.ofToken(value.text());
      case Secrets.Found.Nothing nothing ->
          throw new SourceException(
              SourceException.AUTHENTICATION_FAILED, true, "credentials: " + nothing.why());
    };
  }

  /** Removes what was fetched. */
  void forget(String source) {
    try {
      Checkouts.remove(home.resolve(source));
    } catch (IOException e) {
      System.getLogger(SourceOrigins.class.getName())
          .log(System.Logger.Level.WARNING, "the copy of source " + source + " stays on disk", e);
    }
  }
}
