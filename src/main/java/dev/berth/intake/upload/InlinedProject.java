package dev.berth.intake.upload;

import dev.berth.compose.ProjectFiles;
import dev.berth.spec.App;
import dev.berth.spec.BuildContext;
import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Mount;
import dev.berth.spec.Service;
import dev.berth.spec.ServiceRuntime;
import dev.berth.spec.Volume;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes a project's own files part of the app: what services mount of them becomes configs, secrets
 * and configs get their text. Nothing of the app leads to the folder any more.
 */
final class InlinedProject {
  private final Path folder;
  private final Optional<UploadedFiles> disk;
  private final List<Violation> violations = new ArrayList<>();
  private final SortedMap<String, FileSource> configs = new TreeMap<>();

  /**
   * Of a folder that is there, or one that a file was taken from.
   *
   * @param disk empty for a file that came alone
   */
  InlinedProject(Path folder, Optional<UploadedFiles> disk) {
    this.folder = folder;
    this.disk = disk;
  }

  AppDraft inlined(AppDraft draft) {
    App app = draft.app();
    SortedMap<String, FileSource> secrets = new TreeMap<>(app.secrets());
    secrets.replaceAll((name, source) -> text(draft.path("secrets." + name), source));
    configs.putAll(app.configs());
    configs.replaceAll((name, source) -> text(draft.path("configs." + name), source));
    app.volumes().forEach((name, volume) -> volume(draft.path("volumes." + name), volume));
    SortedMap<String, Service> services = new TreeMap<>();
    app.services().forEach((name, service) -> services.put(name, inlined(draft, service)));
    return draft.of(app.withServices(services).withFiles(secrets, configs)).with(violations);
  }

  /** One that is a folder beside the file, mounted by the back door. */
  private void volume(String path, Volume volume) {
    String device = volume.driverOptions().getOrDefault("device", "");
    if (device.startsWith("/") && isOurs(device)) {
      violations.add(new Violation(path + ".driver_opts.device", beside(device)));
    }
  }

  private FileSource text(String path, FileSource source) {
    if (!(source instanceof FileSource.OfHost host) || !isOurs(host.path())) {
      return source;
    }
    return switch (read(Path.of(host.path()))) {
      case ProjectFiles.File file -> new FileSource.Inline(file.text());
      case ProjectFiles.Unreadable file -> refuse(path, host.path(), file.reason());
      case ProjectFiles.Folder file -> refuse(path, host.path(), "is a folder");
      case ProjectFiles.Missing file -> refuse(path, host.path(), "is not there");
    };
  }

  private ProjectFiles.Entry read(Path file) {
    return disk.map(there -> there.read(file)).orElseGet(ProjectFiles.Missing::new);
  }

  private FileSource refuse(String path, String file, String why) {
    violations.add(new Violation(path + ".file", "`" + shown(file) + "` " + why + advice()));
    return new FileSource.Inline("");
  }

  private String advice() {
    return disk.isPresent()
        ? ""
        : "; send the whole folder as application/x-tar, application/gzip or zip";
  }

  private boolean isOurs(String path) {
    return Path.of(path).normalize().startsWith(folder);
  }

  private String shown(String path) {
    return "./" + folder.relativize(Path.of(path).normalize());
  }

  private Service inlined(AppDraft draft, Service service) {
    List<Mount> mounts = new ArrayList<>();
    List<GivenFile> files = new ArrayList<>(service.surroundings().files());
    for (Mount mount : service.mounts()) {
      if (mount instanceof Mount.OfHost host && isOurs(host.source())) {
        mounted(draft, service, host, files);
      } else {
        mounts.add(mount);
      }
    }
    ServiceRuntime more = service.surroundings();
    return service
        .withMounts(mounts)
        .withImage(image(service.image()))
        .withSurroundings(
            new ServiceRuntime(
                more.networking(),
                more.options(),
                files,
                more.postStart(),
                more.preStop(),
                more.renewAnonVolumes(),
                more.deploy()));
  }

  /** A context of a file that came alone is looked for where Berth may take contexts from. */
  private ImageSource image(ImageSource image) {
    return disk.isEmpty()
            && image instanceof ImageSource.Build build
            && build.context() instanceof BuildContext.Folder context
            && isOurs(context.path())
        ? build.withContext(new BuildContext.Folder(shown(context.path())))
        : image;
  }

  private void mounted(AppDraft draft, Service service, Mount.OfHost host, List<GivenFile> files) {
    Path source = Path.of(host.source()).normalize();
    String path = draft.path(service.name(), "volumes");
    if (disk.isEmpty() || !Files.exists(source)) {
      violations.add(new Violation(path, beside(host.source())));
      return;
    }
    if (!host.readOnly() && Files.isDirectory(source)) {
      violations.add(new Violation(path, written(host)));
      return;
    }
    try (Stream<Path> all = Files.walk(source)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        Path inside = source.relativize(file);
        String target = inside.toString().isEmpty() ? host.target() : host.target() + "/" + inside;
        config(path, file, target).ifPresent(files::add);
      }
    } catch (IOException e) {
      violations.add(new Violation(path, "`" + shown(host.source()) + "` cannot be read"));
    }
  }

  private String beside(String path) {
    return "`"
        + shown(path)
        + "` is a path beside the file, and Berth keeps no such folder; use a named"
        + " volume, or an absolute path below berth.policy.bind-roots"
        + advice();
  }

  /** Its files become configs, which are laid anew with each container. */
  private String written(Mount.OfHost host) {
    return "`"
        + shown(host.source())
        + "` could be written to, and what is written would be lost with the next change, for"
        + " Berth keeps no folder of an upload; mount it read-only ("
        + shown(host.source())
        + ":"
        + host.target()
        + ":ro), or mount a named volume for what the app writes and put its first content into an"
        + " image";
  }

  private Optional<GivenFile> config(String path, Path file, String target) {
    if (!(read(file) instanceof ProjectFiles.File found)) {
      violations.add(
          new Violation(
              path,
              "`"
                  + shown(file.toString())
                  + "` is mounted, and is no text of less than 1 MiB; put it into an image"));
      return Optional.empty();
    }
    String name = "." + folder.relativize(file).toString().replace('/', '.');
    String key = "file" + name.replaceAll("[^A-Za-z0-9_.-]", "_");
    configs.put(key, new FileSource.Inline(found.text()));
    return Optional.of(
        new GivenFile(
            GivenFile.Kind.CONFIG,
            key,
            Optional.of(target),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Files.isExecutable(file) ? 0555 : GivenFile.DEFAULT_MODE)));
  }
}
