package dev.berth.boot.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Commands in containers that somebody follows. */
@ConfigMapping(prefix = "berth.exec")
public interface ExecSettings {
  /** Most that run at a time. */
  @WithDefault("20")
  int sessions();

  /** So long nothing may be typed or printed. */
  @WithDefault("30m")
  Duration idle();
}
