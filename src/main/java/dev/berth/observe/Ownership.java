package dev.berth.observe;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose container it is, as its labels tell.
 *
 * <p>Containers inherit the labels of their image, so labels alone prove nothing: every key is set
 * on each create, and the store must know the app as well.
 *
 * @param instance the Berth that made it
 * @param replica its number, from 1
 * @param revision of the app that the container was made for
 * @param fingerprint of its blueprint
 */
public record Ownership(
    String instance, String app, String service, int replica, long revision, String fingerprint) {

  /** What the keys of all of Berth's own labels begin with. */
  public static final String PREFIX = "dev.berth.";

  public static final String INSTANCE = "dev.berth.instance";
  public static final String APP = "dev.berth.app";
  public static final String SERVICE = "dev.berth.service";
  public static final String REPLICA = "dev.berth.replica";
  public static final String REVISION = "dev.berth.revision";
  public static final String FINGERPRINT = "dev.berth.fingerprint";

  /** On what Berth did not make and was given. */
  public static final String ADOPTED = "dev.berth.adopted";

  /** Never on the engine: of which revision a container was seen to be just as declared. */
  public static final String SETTLED = "dev.berth.settled";

  /** Never on the engine: on containers whose hooks after their start have not ended yet. */
  public static final String HOOK_AT_WORK = "dev.berth.hook-at-work";

  /** Never on the engine: on containers one of whose hooks has failed, with what it said. */
  public static final String HOOK_FAILED = "dev.berth.hook-failed";

  /** On containers with secrets or configs: which texts they have. */
  public static final String FILES = "dev.berth.files";

  /** On networks: that whoever gives up an address there can have the same one again. */
  public static final String ADDRESSES = "dev.berth.addresses";

  /** On volumes: the volume's name in the manifest. */
  public static final String VOLUME = "dev.berth.volume";

  /** On volumes without one: where the replica of {@link #SERVICE} that it is of has it. */
  public static final String TARGET = "dev.berth.target";

  /**
   * On such that the engine made: in milliseconds, when the container was made that it came with.
   */
  public static final String SINCE = "dev.berth.since";

  /**
   * On containers: the folders of files that Berth writes, each in a volume that holds nothing
   * else, with colons between. On such a volume: that it is one.
   */
  public static final String COPIES = "dev.berth.copies";

  /** On containers: the paths that have a volume without a name, with colons between. */
  public static final String UNNAMED = "dev.berth.unnamed";

  /**
   * Reads the labels of a container; empty if one is missing or is no number where it should be.
   */
  public static Optional<Ownership> of(Map<String, String> labels) {
    String instance = labels.get(INSTANCE);
    String app = labels.get(APP);
    String service = labels.get(SERVICE);
    String fingerprint = labels.get(FINGERPRINT);
    if (instance == null || app == null || service == null || fingerprint == null) {
      return Optional.empty();
    }
    try {
      int replica = Integer.parseInt(labels.getOrDefault(REPLICA, ""));
      long revision = Long.parseLong(labels.getOrDefault(REVISION, ""));
      return Optional.of(new Ownership(instance, app, service, replica, revision, fingerprint));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The labels that say the same. */
  public SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(INSTANCE, instance);
    labels.put(APP, app);
    labels.put(SERVICE, service);
    labels.put(REPLICA, Integer.toString(replica));
    labels.put(REVISION, Long.toString(revision));
    labels.put(FINGERPRINT, fingerprint);
    return labels;
  }
}
