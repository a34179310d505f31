package dev.berth.engine.guard;

/** Whether this Berth may act on the engine, where several share a database. */
public interface Fence {
  /** By the clock: asked immediately before every call that changes something. */
  boolean mayAct();

  /** By the database as well: asked before what cannot be undone. */
  boolean mayActSurely();

  /** What was held back is counted. */
  void held(String call);
}
