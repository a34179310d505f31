package dev.berth.reconcile;

import dev.berth.state.Adoption;
import dev.berth.state.Adoptions;
import java.util.ArrayList;
import java.util.List;

/** What was adopted, in memory: outlives the Berths of a test as a database would. */
public final class MemoryAdoptions implements Adoptions {
  private final List<Adoption> all = new ArrayList<>();

  @Override
  public synchronized List<Adoption> all() {
    return List.copyOf(all);
  }

  @Override
  public synchronized void add(List<Adoption> adopted) {
    adopted.forEach(adoption -> remove(adoption.kind(), adoption.id()));
    all.addAll(adopted);
  }

  @Override
  public synchronized void remove(Adoption.Kind kind, String id) {
    all.removeIf(adoption -> adoption.kind() == kind && adoption.id().equals(id));
  }
}
