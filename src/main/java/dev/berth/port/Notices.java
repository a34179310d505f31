package dev.berth.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The port to those who are told of apps. */
public interface Notices {

  /** All targets that are set, by name. */
  List<TargetReport> all();

  /**
   * Sends a notice that says it is a test, now, whatever the target's hours are.
   *
   * @return what came of it; empty if there is no such target
   */
  Optional<Outcome> test(String name) throws InterruptedException;

  /**
   * A target, without anything of it that is secret.
   *
   * @param address scheme and host
   * @param quiet hours in which nothing is told, with their time zone
   * @param waiting lines that are not delivered yet
   * @param failures of the notice that is on its way
   * @param nextTry of that notice
   */
  record TargetReport(
      String name,
      String form,
      String address,
      List<String> on,
      String apps,
      Duration fold,
      Optional<String> quiet,
      int waiting,
      int failures,
      Optional<Instant> nextTry,
      Optional<Outcome> last) {}

  /**
   * What a target made of a notice.
   *
   * @param code of its answer, where there was one
   * @param said by it, or what went wrong
   */
  record Outcome(Instant time, boolean delivered, Optional<Integer> code, String said) {}
}
