package dev.berth.gitops;

import dev.berth.state.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the trees of sources come from. */
final class SourceOrigins {
  private static final Set<String> SECRET = Set.of("password", "token", "privateKey");

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
    return new GitOrigin(
        folder, spec, new GitAccess(folder, spec.url().orElse(""), credentials(spec)));
  }

  private Map<String, String> credentials(SourceSpec spec) throws SourceException {
    Map<String, String> opened = new HashMap<>();
    if (spec.credentialsName().isPresent()) {
      return named(spec.credentialsName().get());
    }
    for (Map.Entry<String, String> entry : spec.credentials().entrySet()) {
      boolean isSecret = SECRET.contains(entry.getKey());
      opened.put(entry.getKey(), isSecret ? open(entry) : entry.getValue());
    }
    return opened;
  }

  /** The values of a Secret, by the names that credentials have; the only one is a token. */
  private Map<String, String> named(String secret) throws SourceException {
    Map<String, String> found = new HashMap<>();
    for (String key : List.of("username", "password", "token", "privateKey", "knownHosts")) {
      if (secrets.find(secret, key) instanceof Secrets.Found.Value value) {
        found.put(key, value.text());
      }
    }
    if (!found.isEmpty()) {
      return found;
    }
    return switch (secrets.find(secret, "")) {
      case Secrets.Found.Value value -> Map.of("token", value.text());
      case Secrets.Found.Nothing nothing ->
          throw new SourceException(
              SourceException.AUTHENTICATION_FAILED, true, "credentials: " + nothing.why());
    };
  }

  private String open(Map.Entry<String, String> sealed) throws SourceException {
    return sealedValues
        .open(sealed.getValue())
        .orElseThrow(() ->
            new SourceException(
                SourceException.AUTHENTICATION_FAILED,
                true,
                "credentials."
                    + sealed.getKey()
                    + " was sealed with a key that is not here any more: give it again"));
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
