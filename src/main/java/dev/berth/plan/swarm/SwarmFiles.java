package dev.berth.plan.swarm;

import dev.berth.observe.Ownership;
import dev.berth.observe.swarm.SwarmObject;
import dev.berth.spec.GivenFile;
import java.util.SortedMap;
import java.util.TreeMap;

/** Secrets and configs of a Swarm: what is in one never changes, so another text is another one. */
final class SwarmFiles {
  private SwarmFiles() {}

  static SwarmObject.Kind kind(GivenFile file) {
    return file.kind() == GivenFile.Kind.SECRET ? SwarmObject.Kind.SECRET : SwarmObject.Kind.CONFIG;
  }

  static SortedMap<String, String> labels(SwarmWish wish) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(Ownership.INSTANCE, wish.instance());
    labels.put(Ownership.APP, wish.app());
    labels.put(ServiceTree.NAMESPACE, wish.app());
    return labels;
  }
}
