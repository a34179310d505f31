package dev.berth.state;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One thing that somebody did, or tried to.
 *
 * @param id grows; 0 until it is stored
 * @param who name of the token, or nobody
 * @param from address of the client
 * @param what method and path; no query but {@link #DRY_RUN}, no body
 * @param code answer, as HTTP has it
 * @param before digest of what was stored there, before
 * @param after likewise after it
 */
public record AuditEntry(
    long id,
    Instant time,
    String who,
    String from,
    String what,
    int code,
    Optional<String> before,
    Optional<String> after) {

  /** At the end of what was only rehearsed. */
  public static final String DRY_RUN = "?dryRun=true";

  public AuditEntry {
    // As databases keep it: file and table say the same.
    time = time.truncatedTo(ChronoUnit.MICROS);
  }

  /** In one word. */
  public String result() {
    if (code == 401 || code == 403) {
      return "refused";
    }
    String good = what.endsWith(DRY_RUN) ? "rehearsed" : "done";
    return code < 400 ? good : "failed";
  }
}
