package dev.berth.plan;

import java.util.List;

/** One thing told to the holder of a fixed port, by the name of its container. */
public sealed interface HolderAction extends Action {

  /** Name of the holder's container. */
  String container();

  /** What the holder is to start with from now on. */
  HolderFile file();

  /** Writes the file that a holder starts with, into its container. */
  record Write(String container, HolderFile file, String cause) implements HolderAction {
    @Override
    public String what() {
      return "write the rotation into " + container;
    }

    @Override
    public boolean isPreparation() {
      return true;
    }
  }

  /**
   * Has a running holder send requests to others: its file first, which counts after a crash, then
   * its worker.
   *
   * @param commands for the worker's socket, in order
   * @param changes in words, one for each slot
   */
  record Rotate(
      String container, HolderFile file, List<String> commands, List<String> changes, String cause)
      implements HolderAction {
    public Rotate {
      commands = List.copyOf(commands);
      changes = List.copyOf(changes);
    }

    @Override
    public String what() {
      return "rotate " + container + (changes.isEmpty() ? "" : ": " + String.join(", ", changes));
    }
  }

  /**
   * Has a running holder read its file anew, which takes a new worker beside the old one, known by
   * the file's structure.
   */
  record Reload(String container, HolderFile file, String cause) implements HolderAction {
    @Override
    public String what() {
      return "reload " + container;
    }
  }
}
