package dev.berth.port;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The port for looking at the engine's volumes and networks. Throws {@link
 * EngineInventory.Unavailable} when the engine does not answer.
 */
public interface EngineStorage {

  /**
   * Berth's own volumes in name order; with {@code unmanaged} all of the engine.
   *
   * @param sizes whether to ask how big they are, which lasts
   */
  List<VolumeUse> volumes(boolean unmanaged, boolean sizes);

  /** Berth's own networks in name order; with {@code unmanaged} all of the engine. */
  List<NetworkUse> networks(boolean unmanaged);

  /**
   * A container that has a volume, or is attached to a network; it need not run.
   *
   * @param app empty where it is not Berth's; likewise what follows
   */
  record User(
      String container, Optional<String> app, Optional<String> service, OptionalInt replica) {}

  /**
   * A volume.
   *
   * @param app empty where it is not Berth's
   * @param volume its name in the manifest; of one without a name the next three tell which it is
   * @param target path in the containers of the replica that it is of
   * @param sizeBytes where that was asked for and the engine can tell
   */
  record VolumeUse(
      String name,
      String driver,
      Optional<String> app,
      Optional<String> volume,
      Optional<String> service,
      Optional<String> replica,
      Optional<String> target,
      OptionalLong sizeBytes,
      List<User> usedBy) {}

  /**
   * A network.
   *
   * @param app empty where it is not Berth's
   * @param internal whether nothing leads out of it
   */
  record NetworkUse(
      String id,
      String name,
      String driver,
      Optional<String> app,
      boolean internal,
      List<String> subnets,
      List<User> usedBy) {}
}
