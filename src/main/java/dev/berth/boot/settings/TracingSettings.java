package dev.berth.boot.settings;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Who is told how passes go. */
@ConfigMapping(prefix = "berth.tracing")
public interface TracingSettings {
  /**
   * A receiver of OTLP over HTTP, without the path of traces; nobody is told where it is absent.
   */
  Optional<URI> endpoint();
}
