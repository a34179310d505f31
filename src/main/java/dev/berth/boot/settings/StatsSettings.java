package dev.berth.boot.settings;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/** What containers use, though nobody looks. */
@ConfigMapping(prefix = "berth.stats")
public interface StatsSettings {
  /** How often all running containers are looked at; never, where it is not set. */
  Optional<Duration> sample();
}
