package dev.berth.spec;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code deploy} of a service says that only a Swarm acts on, as declared: what is absent is
 * decided where services are made. Other engines keep it in mind and do nothing of it.
 *
 * @param endpointMode how the service's name is answered
 * @param labels of the service, where {@link Service#labels} are of its containers
 * @param rollback the pace of the way back
 */
public record SwarmDeploy(
    Optional<Mode> mode,
    Optional<EndpointMode> endpointMode,
    SortedMap<String, String> labels,
    Optional<Update> update,
    Optional<Update> rollback,
    Nodes nodes,
    Restart restart,
    Reserved reserved) {
  /** Nothing said. */
  public static final SwarmDeploy NONE =
      new SwarmDeploy(
          Optional.empty(),
          Optional.empty(),
          new TreeMap<>(),
          Optional.empty(),
          Optional.empty(),
          Nodes.ANY,
          Restart.NONE,
          Reserved.NONE);

  public SwarmDeploy {
    labels = App.sorted(labels);
  }

  /** How many tasks there are, and whether they end. */
  public enum Mode {
    REPLICATED,
    /** One on each node. */
    GLOBAL,
    /** As many as there are replicas, each to its end. */
    REPLICATED_JOB,
    /** One on each node, each to its end. */
    GLOBAL_JOB;

    public boolean isJob() {
      return this == REPLICATED_JOB || this == GLOBAL_JOB;
    }

    /** Whether the nodes decide how many there are. */
    public boolean isGlobal() {
      return this == GLOBAL || this == GLOBAL_JOB;
    }

    /** As Compose spells it. */
    public String text() {
      return word(this);
    }
  }

  /** How the name of a service is answered: by one virtual address, or by those of its tasks. */
  public enum EndpointMode {
    VIP,
    DNSRR;

    /** As Compose spells it. */
    public String text() {
      return word(this);
    }
  }

  /** What becomes of an update whose tasks fail. */
  public enum FailureAction {
    PAUSE,
    CONTINUE,
    ROLLBACK;

    /** As Compose spells it. */
    public String text() {
      return word(this);
    }
  }

  /** Whether the old task ends first, or the new one begins first. */
  public enum Order {
    STOP_FIRST,
    START_FIRST;

    /** As Compose spells it. */
    public String text() {
      return word(this);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The pace of an update, or of the way back.
   *
   * @param parallelism tasks at a time; 0 for all of them
   * @param delay between two such groups
   * @param monitor how long a new task is looked at for a failure
   * @param maxFailureRatio how many may fail, 0 to 1
   */
  public record Update(
      OptionalInt parallelism,
      Optional<Duration> delay,
      Optional<FailureAction> failureAction,
      Optional<Duration> monitor,
      OptionalDouble maxFailureRatio,
      Optional<Order> order) {}

  /**
   * Which nodes will do.
   *
   * @param constraints such as {@code node.labels.disk==ssd}, all of which must hold
   * @param spread what tasks are spread over evenly, such as {@code node.labels.zone}
   * @param mostEach how many tasks a node may have
   */
  public record Nodes(List<String> constraints, List<String> spread, OptionalInt mostEach) {
    /** All will do. */
    public static final Nodes ANY = new Nodes(List.of(), List.of(), OptionalInt.empty());

    public Nodes {
      constraints = List.copyOf(constraints);
      spread = List.copyOf(spread);
    }
  }

  /**
   * When a task that ended is replaced; whether, and how often, says {@link Service#restart}.
   *
   * @param window the time within which attempts are counted
   */
  public record Restart(Optional<Duration> delay, Optional<Duration> window) {
    /** Nothing said. */
    public static final Restart NONE = new Restart(Optional.empty(), Optional.empty());
  }

  /** What a node must have left, beside {@link Resources#memoryReservationBytes}. */
  public record Reserved(OptionalLong nanoCpus, List<Discrete> generic) {
    /** Nothing said. */
    public static final Reserved NONE = new Reserved(OptionalLong.empty(), List.of());

    public Reserved {
      generic = List.copyOf(generic);
    }
  }

  /** So many of a thing that nodes announce by themselves, such as {@code ssd}. */
  public record Discrete(String kind, long value) {}
}
