package dev.berth.state;

import java.util.function.Supplier;

/** The port to several writes that are durable together or not at all. */
public interface Transaction {

  /** Runs writes; if they throw, none of them has happened. */
  <T> T write(Supplier<T> writes);
}
