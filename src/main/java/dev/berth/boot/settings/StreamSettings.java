package dev.berth.boot.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many streams there may be: watches, events, logs and progress that clients follow. */
@ConfigMapping(prefix = "berth.streams")
public interface StreamSettings {
  /** Most that one token has open at a time. */
  @WithDefault("100")
  int perToken();

  /** Most that all have open at a time. */
  @WithDefault("400")
  int total();
}
