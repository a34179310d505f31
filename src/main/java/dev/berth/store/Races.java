package dev.berth.store;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.LockAcquisitionException;
import org.jspecify.annotations.Nullable;

/** Failures of writes because somebody else wrote: all others are the database's own. */
final class Races {
  /** How deep causes are looked for. */
  private static final int DEEPEST = 20;

  private Races() {}

  static boolean isCauseOf(@Nullable Throwable failure) {
    Throwable one = failure;
    for (int depth = 0; one != null && depth < DEEPEST; depth++) {
      if (isRace(one)) {
        return true;
      }
      one = one.getCause();
    }
    return false;
  }

  private static boolean isRace(Throwable one) {
    return one instanceof ConstraintViolationException
        || one instanceof LockAcquisitionException
        || one instanceof LockTimeoutException
        || one instanceof OptimisticLockException
        || one instanceof PessimisticLockException;
  }
}
