package dev.berth.state;

import java.util.List;

/** The port to the memory of what was adopted. Every method is one durable transaction. */
public interface Adoptions {

  List<Adoption> all();

  /** Remembers these, in place of what was known of the same things. */
  void add(List<Adoption> adopted);

  /** Forgets a thing that is gone; one that is not known is a success. */
  void remove(Adoption.Kind kind, String id);
}
