package dev.berth.image.context;

import dev.berth.disk.ConfinedTree;
import dev.berth.disk.OutsideException;
import dev.berth.port.ContextPinner;
import dev.berth.spec.App;
import dev.berth.spec.BuildContext;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes build contexts into the store at the moment an app is applied. */
public final class Contexts implements ContextPinner {
  private final ContextStore store;
  private final List<ConfinedTree> roots;
  private final Optional<Path> home;
  private final boolean keeps;
  private final Secrets secrets;

  /**
   * Over a store.
   *
   * @param roots folders below which contexts may lie; a relative one is looked for in each
   * @param secrets with credentials for Git
   */
  public Contexts(ContextStore store, List<ConfinedTree> roots, Secrets secrets) {
    this(store, roots, Optional.empty(), true, secrets);
  }

  private Contexts(
      ContextStore store,
      List<ConfinedTree> roots,
      Optional<Path> home,
      boolean keeps,
      Secrets secrets) {
    this.secrets = secrets;
    this.store = store;
    this.roots = List.copyOf(roots);
    this.home = home;
    this.keeps = keeps;
  }

  /** For a manifest in a folder of a tree, whose contexts may be anywhere in that tree. */
  public static Contexts below(
      ContextStore store, ConfinedTree tree, Path folder, Secrets secrets) {
    return new Contexts(store, List.of(tree), Optional.of(folder), true, secrets);
  }

  @Override
  public Contexts preview() {
    return new Contexts(store, roots, home, false, secrets);
  }

  @Override
  public Validated<App> pin(App app, AppDraft draft) {
    List<Violation> violations = new ArrayList<>();
    TreeMap<String, Service> services = new TreeMap<>(app.services());
    for (Service service : app.services().values()) {
      if (service.image() instanceof ImageSource.Build build) {
        try {
          services.put(service.name(), service.withImage(pin(build)));
        } catch (ContextException e) {
          violations.add(new Violation(draft.path(service.name(), "build"), e.why()));
        }
      }
    }
    return violations.isEmpty()
        ? new Validated.Valid<>(app.withServices(services))
        : new Validated.Invalid<>(violations);
  }

  private ImageSource.Build pin(ImageSource.Build build) throws ContextException {
    String digest =
        switch (build.context()) {
          case BuildContext.Inline inline -> kept(files(inline), build);
          case BuildContext.Folder folder ->
              kept(new ContextFolder(find(folder.path()), build.dockerfile()).files(), build);
          case BuildContext.Stored stored -> known(stored, build);
          case BuildContext.Git git -> fetched(git, build);
        };
    return build.withContext(new BuildContext.Stored(digest));
  }

  private static SortedMap<String, ContextFile> files(BuildContext.Inline inline) {
    SortedMap<String, ContextFile> files = new TreeMap<>();
    inline.files().forEach((path, text) -> files.put(path, ContextFile.of(path, text)));
    return files;
  }

  private String kept(SortedMap<String, ContextFile> files, ImageSource.Build build)
      throws ContextException {
    String dockerfile = Path.of(build.dockerfile()).normalize().toString();
    requireDockerfile(
        build, files.values().stream().anyMatch(file -> file.path().equals(dockerfile)));
    return keeps ? store.put(files) : ContextStore.digest(files);
  }

  private String known(BuildContext.Stored stored, ImageSource.Build build)
      throws ContextException {
    if (!store.has(stored.digest())) {
      throw new ContextException("context " + stored.digest() + " is not known; upload it again");
    }
    requireDockerfile(build, store.hasFile(stored.digest(), build.dockerfile()));
    return unignored(stored.digest(), build.dockerfile());
  }

  /** Who sends a folder as it lies there means its .dockerignore to count, as with Docker. */
  private String unignored(String digest, String dockerfile) throws ContextException {
    Optional<String> rules =
        store
            .text(digest, dockerfile + ContextFolder.IGNORE)
            .or(() -> store.text(digest, ContextFolder.IGNORE));
    if (rules.isEmpty()) {
      return digest;
    }
    DockerIgnore ignore = DockerIgnore.parse(rules.get());
    Set<String> always = Set.of(Path.of(dockerfile).normalize().toString(), ContextFolder.IGNORE);
    return store.without(digest, path -> !always.contains(path) && ignore.ignores(path));
  }

  private String fetched(BuildContext.Git git, ImageSource.Build build) throws ContextException {
    Optional<String> secret = build.options().credentials();
    Path hosts = store.folder().resolve("known_hosts");
    try (GitLogin login = GitLogin.of(git, secret, secrets, hosts);
        GitCheckout checkout = GitCheckout.of(git, login, store.folder())) {
      SortedMap<String, ContextFile> files =
          new ContextFolder(checkout.context(git), build.dockerfile()).files();
      files.keySet().removeIf(path -> path.equals(".git") || path.startsWith(".git/"));
      return kept(files, build);
    }
  }

  private static void requireDockerfile(ImageSource.Build build, boolean isThere)
      throws ContextException {
    if (build.dockerfileInline().isEmpty() && !isThere) {
      throw new ContextException(
          "there is no `"
              + build.dockerfile()
              + "` in the context; name it with"
              + " build.dockerfile, or write it with build.dockerfile_inline");
    }
  }

  private ConfinedTree find(String written) throws ContextException {
    for (ConfinedTree root : roots) {
      Path folder = home.orElse(root.root()).resolve(written).normalize();
      if (Files.isDirectory(folder)) {
        return within(root, folder);
      }
    }
    throw new ContextException(
        "folder `"
            + written
            + "` is not there, below any of berth.build.roots "
            + roots.stream().map(ConfinedTree::root).toList());
  }

  /** A link inside a root must not lead out of it. */
  private static ConfinedTree within(ConfinedTree root, Path folder) throws ContextException {
    try {
      return ConfinedTree.own(root.findWhole(folder));
    } catch (OutsideException e) {
      throw new ContextException("folder " + e.getMessage());
    } catch (IOException e) {
      throw new ContextException("folder " + folder + " cannot be read: " + e.getMessage());
    }
  }
}
