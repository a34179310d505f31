package dev.berth.image.job;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** What the clock on the wall says is told; how long is waited comes from one that nobody sets. */
record JobTime(InstantSource wall, LongSupplier nanos) {
  Instant now() {
    return wall.instant();
  }
}
