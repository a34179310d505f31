package dev.berth.spec.policy;

/**
 * Something outside of itself that an app names. Each kind is one that somebody decides who may
 * name what: a new kind does not compile undecided.
 */
public sealed interface ExternalReference {

  /** The user's path of the key that names it. */
  String path();

  /** As it is named, on the engine or in Berth. */
  String name();

  /** Whether both name the same thing for the same use, wherever they are written. */
  default boolean isSame(ExternalReference other) {
    return getClass().equals(other.getClass()) && name().equals(other.name());
  }

  /** A volume of the engine by its own name, external or not. */
  record OfVolume(String path, String name) implements ExternalReference {}

  /** A network of the engine by its own name, external or not. */
  record OfNetwork(String path, String name) implements ExternalReference {}

  /** A container whose namespaces, volumes or address are used. */
  record OfContainer(String path, String name) implements ExternalReference {}

  /** An image that is run or read. */
  record OfImage(String path, String name) implements ExternalReference {}

  /** A name that is given to what the app builds. */
  record OfTag(String path, String name) implements ExternalReference {}

  /** An image name in a registry that is written to. */
  record OfPush(String path, String name) implements ExternalReference {}

  /** A secret that Berth keeps. */
  record OfSecret(String path, String name) implements ExternalReference {}
}
