package dev.berth.lead;

import java.time.Duration;
import java.util.Optional;

/**
 * Who a Berth is among those that share its database.
 *
 * @param id the same after a restart
 * @param version of Berth
 * @param schema the newest migration that it knows
 * @param advertise where others reach it
 * @param admin SHA-256 of its administrator's token
 * @param mayLead whether it asks for the lead at all
 * @param takeover after how long a leader that is not heard of is replaced
 */
public record LeadTerms(
    String id,
    String version,
    String schema,
    Optional<String> advertise,
    String admin,
    boolean mayLead,
    Duration takeover) {
  /** Shorter ones would take the lead from a leader that only collects garbage. */
  public static final Duration LEAST = Duration.ofSeconds(5);

  /** Answers that were late are not the last: five questions fit into the time of a takeover. */
  Duration beat() {
    return takeover.dividedBy(5);
  }

  /** Over before anybody else may begin, with room for clocks that do not go alike. */
  Duration lease() {
    return takeover.multipliedBy(3).dividedBy(5);
  }
}
