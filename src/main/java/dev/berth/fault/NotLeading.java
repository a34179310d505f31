package dev.berth.fault;

import org.jspecify.annotations.Nullable;

/**
 * No Berth leads at this moment, or not this one: a hand-over is under way. Nobody's mistake, and
 * over by itself within seconds where another Berth may lead.
 */
public final class NotLeading extends IllegalStateException {
  /** The word for programs. */
  public static final String REASON = "NoLeader";

  /** For people: what it is, and that it ends. */
  public static final String ADVICE =
      "no Berth leads at this moment: nothing was stored by this request; ask again. If it stays"
          + " so, look at /health/ready of each Berth: one has to reach the database, with"
          + " berth.ha.lead=true, and say where it is by berth.ha.advertise";

  private static final long serialVersionUID = 1;

  public NotLeading() {
    super(ADVICE);
  }

  /** Whether a failure comes of that. */
  public static boolean isCauseOf(@Nullable Throwable failure) {
    return FailureCauses.all(failure).anyMatch(NotLeading.class::isInstance);
  }
}
