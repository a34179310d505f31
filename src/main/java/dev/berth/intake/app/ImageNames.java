package dev.berth.intake.app;

import dev.berth.spec.App;
import dev.berth.spec.ImageSource;
import dev.berth.spec.PullPolicy;
import dev.berth.spec.Service;
import java.util.List;
import java.util.stream.Stream;

/** The names of images that an app counts on. */
final class ImageNames {
  private ImageNames() {}

  /** Those that it builds, and those that it runs and would pull. */
  static List<String> held(App app) {
    return app.services().values().stream().flatMap(ImageNames::of).distinct().toList();
  }

  private static Stream<String> of(Service service) {
    return switch (service.image()) {
      case ImageSource.Build build -> build.names().stream();
      case ImageSource.Registry registry ->
          registry.pull().equals(PullPolicy.NEVER)
              ? Stream.empty()
              : Stream.of(registry.reference());
    };
  }
}
