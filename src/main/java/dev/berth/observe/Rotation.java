package dev.berth.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a holder of fixed ports says of the containers behind it (Kubernetes: endpoints), at one
 * moment.
 *
 * @param written the mark of the file that it would start with
 * @param loaded the mark of the structure that it works with
 * @param workers processes at work; more than one while an older one still ends its connections
 * @param slots in the order of their numbers
 * @param begun what had been counted when the step began that a rollout is at, by container; empty
 *     where none is
 */
public record Rotation(
    Optional<String> written,
    Optional<String> loaded,
    int workers,
    List<Slot> slots,
    Map<String, Load> begun) {
  /** In place of the name of a container: nobody is in the slot. */
  public static final String PARKED = "";

  /** Where a holder takes commands, on its own loopback. */
  public static final int CONTROL = 9765;

  public Rotation {
    slots = List.copyOf(slots);
    begun = Map.copyOf(begun);
  }

  /** While no rollout is at any step. */
  public Rotation(
      Optional<String> written, Optional<String> loaded, int workers, List<Slot> slots) {
    this(written, loaded, workers, slots, Map.of());
  }

  /** What was told to a slot. */
  public enum Admin {
    /** It gets its share of requests. */
    READY,
    /** It ends what it has and gets nothing new. */
    DRAIN,
    /** It gets nothing. */
    MAINT
  }

  /**
   * What a slot's container has to do, and what became of it.
   *
   * @param sessions that it works on now
   * @param errors connections that failed, and answers that broke off, since the holder started
   * @param requests that were answered, or connections where requests are not told apart, since the
   *     holder started
   * @param failures answers of 500 and above among them
   * @param millis how long an answer took on average; of the last 512, 0 where nobody measures
   */
  public record Load(int sessions, long errors, long requests, long failures, long millis) {
    public static final Load NONE = new Load(0, 0, 0, 0, 0);

    /** Only what goes on. */
    public Load(int sessions, long errors) {
      this(sessions, errors, 0, 0, 0);
    }
  }

  /**
   * A place for one container.
   *
   * @param container its name, or {@link #PARKED}
   * @param isEven whether all ports say the same of it
   * @param isUp whether it can be reached where anybody can be
   * @param isDrained whether it has drained for as long as it may
   * @param weight its share of new requests, beside the weights of the others; 0 to 256
   * @param leaving for how long it has drained
   */
  public record Slot(
      int number,
      String container,
      Admin admin,
      boolean isEven,
      boolean isUp,
      boolean isDrained,
      int weight,
      Load load,
      Duration leaving) {
    /** Of containers that all get the same. */
    public static final int EVEN_WEIGHT = 1;

    /** One that does not leave. */
    public Slot(
        int number,
        String container,
        Admin admin,
        boolean isEven,
        boolean isUp,
        boolean isDrained,
        int sessions,
        long errors) {
      this(
          number,
          container,
          admin,
          isEven,
          isUp,
          isDrained,
          EVEN_WEIGHT,
          new Load(sessions, errors),
          Duration.ZERO);
    }

    /** One in which nobody is. */
    public static Slot parked(int number) {
      return new Slot(number, PARKED, Admin.MAINT, true, false, false, 0, 0);
    }

    /** Whether nobody is in it. */
    public boolean isParked() {
      return container.equals(PARKED) && admin == Admin.MAINT && isEven;
    }

    /** Whether who is in it gets requests, and can be reached. */
    public boolean isServing() {
      return admin == Admin.READY && isUp;
    }

    /** It has had its time. */
    public Slot drained() {
      return leaving(leaving, true);
    }

    /** It has drained for so long. */
    public Slot leaving(Duration time, boolean isOver) {
      return new Slot(number, container, admin, isEven, isUp, isOver, weight, load, time);
    }

    /** It gets another share. */
    public Slot weighing(int share) {
      return new Slot(number, container, admin, isEven, isUp, isDrained, share, load, leaving);
    }

    /** It was told something else, and all ports say so. */
    public Slot told(String name, Admin state) {
      return new Slot(number, name, state, true, isUp, isDrained, weight, load, leaving);
    }

    /** Sessions that it works on now. */
    public int sessions() {
      return load.sessions();
    }

    /** Connections that failed, and answers that broke off, since the holder started. */
    public long errors() {
      return load.errors();
    }
  }

  /** The slot that a container is in. */
  public Optional<Slot> of(String container) {
    return slots.stream().filter(slot -> slot.container().equals(container)).findFirst();
  }

  /** With another slot in place of that of the same number. */
  public Rotation with(Slot changed) {
    List<Slot> all = new ArrayList<>(slots);
    all.replaceAll(slot -> slot.number() == changed.number() ? changed : slot);
    return new Rotation(written, loaded, workers, all, begun);
  }

  /** With what had been counted when a step began. */
  public Rotation since(Map<String, Load> counts) {
    return new Rotation(written, loaded, workers, slots, counts);
  }
}
