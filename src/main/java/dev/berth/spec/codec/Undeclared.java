package dev.berth.spec.codec;

import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Mount;
import dev.berth.spec.Network;
import dev.berth.spec.Networking;
import dev.berth.spec.Service;
import dev.berth.spec.Volume;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an app of one service needs not say, for its service does. */
final class Undeclared {
  private Undeclared() {}

  static SortedMap<String, Volume> volumes(Service service) {
    SortedMap<String, Volume> volumes = new TreeMap<>();
    for (Mount mount : service.mounts()) {
      if (mount instanceof Mount.OfVolume volume) {
        volume.volume().ifPresent(name -> volumes.put(name, Volume.PLAIN));
      }
    }
    return volumes;
  }

  static SortedMap<String, Network> networks(Service service) {
    SortedMap<String, Network> networks = new TreeMap<>();
    service.networking().networks().keySet().stream()
        .filter(network -> !network.equals(Networking.DEFAULT))
        .forEach(network -> networks.put(network, Network.PLAIN));
    return networks;
  }

  /** Files without a text can only be those that Berth keeps. */
  static SortedMap<String, FileSource> files(Service service, GivenFile.Kind kind) {
    SortedMap<String, FileSource> files = new TreeMap<>();
    service.surroundings().files().stream()
        .filter(file -> file.kind() == kind)
        .forEach(file -> files.put(file.source(), new FileSource.Kept(file.source())));
    if (kind == GivenFile.Kind.SECRET && service.image() instanceof ImageSource.Build build) {
      build.options().secrets().values().forEach(s -> files.put(s, new FileSource.Kept(s)));
    }
    return files;
  }
}
