package dev.berth.spec.policy;

import dev.berth.spec.FileSource;
import dev.berth.spec.Mount;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What containers may have mounted: of the machine's files what lies below a root, of a volume what
 * lies in it, and of memory no other mount.
 *
 * @param deny takes a path in the user's terms, and why what stands there is not allowed
 */
record MountRules(HostPaths paths, HostAccessPolicy permits, BiConsumer<String, String> deny) {

  void mount(String path, Mount mount) {
    switch (mount) {
      case Mount.OfHost host -> bind(path, host.source());
      case Mount.OfVolume volume -> subpath(path, volume.subpath().orElse(""));
      case Mount.OfMemory memory -> options(path, memory.options().orElse(""));
    }
  }

  void file(String path, FileSource source) {
    if (source instanceof FileSource.OfHost host) {
      bind(path + ".file", host.path());
    }
  }

  private void bind(String path, String source) {
    paths.refusal(source, permits).ifPresent(why -> deny.accept(path, why));
  }

  private void subpath(String path, String subpath) {
    if (subpath.startsWith("/") || List.of(subpath.split("/", -1)).contains("..")) {
      deny.accept(path, "subpath `" + subpath + "` leaves the volume; write a path inside of it");
    }
  }

  private void options(String path, String options) {
    String unknown = MountOptions.unknownOfMemory(options);
    if (!unknown.isEmpty()) {
      deny.accept(
          path,
          "`"
              + unknown
              + "` is no option of tmpfs: it may turn it into another mount, and no setting allows"
              + " it");
    }
  }
}
