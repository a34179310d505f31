package dev.berth.status;

import java.time.Instant;
import java.util.Optional;

/**
 * Something of an app that is not as declared any more.
 *
 * @param service empty where it is the whole app's; likewise {@code container}
 * @param since when Berth first saw it, or when the engine says it was done
 * @param by what the engine tells of who did it: its event, for it knows no names
 * @param repair the smallest step that mends it, in one word
 */
public record DriftReport(
    Optional<String> service,
    Optional<String> container,
    String path,
    String want,
    String have,
    Instant since,
    Optional<String> by,
    String repair) {}
