package dev.berth.spec;

import java.util.Optional;

/**
 * The word of somebody who asked for the end of his data: no engine deletes a volume without one,
 * and there is none but where {@code volumes=delete} was said, or where nobody's data is.
 */
public final class DataLoss {
  private static final DataLoss ASKED = new DataLoss();

  private DataLoss() {}

  /**
   * From a volume that holds nothing but what Berth wrote there, and wants to be gone with its
   * container: secrets, say.
   *
   * @param areCopies whether it is one
   */
  public static Optional<DataLoss> ofCopies(boolean areCopies) {
    return areCopies ? Optional.of(ASKED) : Optional.empty();
  }

  /**
   * From a request.
   *
   * @param volumes whether it says that volumes go too
   */
  public static Optional<DataLoss> asked(boolean volumes) {
    return volumes ? Optional.of(ASKED) : Optional.empty();
  }
}
