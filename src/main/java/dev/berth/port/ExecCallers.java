package dev.berth.port;

/** The port to who runs commands in containers, and to the audit of it. */
public interface ExecCallers {

  /** Who makes the request at hand; what is returned outlives it. */
  Caller caller();

  /** Somebody who was let in. */
  interface Caller {
    String name();

    /** Whether what he came with is as good as it was: not renewed, deleted, over or changed. */
    boolean isGood();

    /** Writes down what he did. */
    void note(String what);
  }
}
