package dev.berth.plan;

import dev.berth.observe.Rotation;
import java.util.List;

/**
 * What a holder starts with.
 *
 * @param text of HAProxy's configuration
 * @param mark says of two files whether they are the same
 * @param structure says of two files whether the slots are all that differs
 * @param slots that it has, in the order of their numbers; none where it has only routes
 */
public record HolderFile(String text, String mark, String structure, List<Rotation.Slot> slots) {
  public HolderFile {
    slots = List.copyOf(slots);
  }
}
