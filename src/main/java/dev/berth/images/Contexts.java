package dev.berth.images;

import dev.berth.spec.App;
import dev.berth.spec.AppDraft;
import dev.berth.spec.BuildContext;
import dev.berth.spec.Checked;
import dev.berth.spec.ContextPinner;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Service;
import dev.berth.spec.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Takes build contexts into the store at the moment an app is applied. */
public final class Contexts implements ContextPinner {
  private final ContextStore store;
  private final List<Path> roots;

  /**
   * Over a store.
   *
   * @param roots folders below which contexts may lie; a relative one is looked for in each
   */
  public Contexts(ContextStore store, List<Path> roots) {
    this.store = store;
    this.roots = List.copyOf(roots);
  }

  @Override
  public Checked<App> pin(App app, AppDraft draft) {
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
        ? new Checked.Valid<>(app.withServices(services))
        : new Checked.Invalid<>(violations);
  }

  private ImageSource.Build pin(ImageSource.Build build) throws ContextException {
    String digest = digest(build);
    if (build.dockerfileInline().isEmpty() && !store.hasFile(digest, build.dockerfile())) {
      throw new ContextException(
          "there is no `"
              + build.dockerfile()
              + "` in the context; name it with"
              + " build.dockerfile, or write it with build.dockerfile_inline");
    }
    return build.withContext(new BuildContext.Stored(digest));
  }

  private String digest(ImageSource.Build build) throws ContextException {
    return switch (build.context()) {
      case BuildContext.Inline inline -> store.put(inline);
      case BuildContext.Folder folder -> store.put(find(folder.path()), build.dockerfile());
      case BuildContext.Stored stored -> {
        if (!store.has(stored.digest())) {
          throw new ContextException(
              "context " + stored.digest() + " is not known; upload it again");
        }
        yield stored.digest();
      }
    };
  }

  private Path find(String written) throws ContextException {
    for (Path root : roots) {
      Path folder = root.resolve(written).normalize();
      if (Files.isDirectory(folder)) {
        return within(root, folder);
      }
    }
    throw new ContextException(
        "folder `" + written + "` is not there, below any of berth.build.roots " + roots);
  }

  /** A link inside a root must not lead out of it. */
  private static Path within(Path root, Path folder) throws ContextException {
    try {
      Path real = folder.toRealPath();
      if (real.startsWith(root.toRealPath())) {
        return real;
      }
    } catch (IOException e) {
      throw new ContextException("folder " + folder + " cannot be read: " + e.getMessage());
    }
    throw new ContextException("folder " + folder + " leads out of " + root);
  }
}
