package dev.berth.adopt;

import dev.berth.state.Adoption;
import dev.berth.state.Adoptions;
import java.util.List;

/** The memory of what was adopted on one engine of several; names of another's are not known. */
public record EngineAdoptions(Adoptions every, String engine) implements Adoptions {
  /** No name on an engine has it. */
  private static final String MARK = "/";

  private String front() {
    return engine + MARK;
  }

  /** Of the engine that Berth has without a resource. */
  static boolean isLocal(Adoption adoption) {
    return !adoption.id().contains(MARK);
  }

  @Override
  public List<Adoption> all() {
    return every.all().stream()
        .filter(one -> one.id().startsWith(front()))
        .map(one -> with(one, one.id().substring(front().length())))
        .toList();
  }

  private static Adoption with(Adoption adoption, String id) {
    return new Adoption(adoption.kind(), id, adoption.app(), adoption.labels());
  }

  @Override
  public void add(List<Adoption> adopted) {
    every.add(adopted.stream().map(one -> with(one, front() + one.id())).toList());
  }

  @Override
  public void remove(Adoption.Kind kind, String id) {
    every.remove(kind, front() + id);
  }
}
