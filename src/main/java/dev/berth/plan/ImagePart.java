package dev.berth.plan;

import dev.berth.observe.ContainerSettings;
import dev.berth.observe.ImageDefaults;
import dev.berth.spec.ContainerPort;
import dev.berth.spec.HealthCheck;
import dev.berth.spec.Port;
import dev.berth.spec.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an engine adds to a container's settings from its image, as it then shows them. */
final class ImagePart {
  private static final Pattern EXPOSED = Pattern.compile("(\\d{1,5})(?:/(tcp|udp|sctp))?");

  private final ImageDefaults image;

  ImagePart(ImageDefaults image) {
    this.image = image;
  }

  /** What a container made by these settings shows. */
  ContainerSettings filledInto(ContainerSettings own) {
    return new ContainerSettings(
        own.name(),
        own.image(),
        process(own.process()),
        both(image.environment(), own.environment()),
        both(image.labels(), own.labels()),
        own.ports(),
        exposed(own.expose()),
        own.mounts(),
        own.network(),
        own.healthCheck().map(this::health).or(image::healthCheck),
        own.restart(),
        own.resources(),
        own.options(),
        own.others());
  }

  /** Another entry point takes the image's command away, as in Docker. */
  private ProcessSpec process(ProcessSpec own) {
    List<String> command = own.entrypoint().isPresent() ? List.of() : image.command();
    return new ProcessSpec(
        Optional.of(own.entrypoint().orElse(image.entrypoint())),
        Optional.of(own.command().orElse(command)),
        own.user().or(image::user),
        own.workingDir().or(image::workingDir),
        own.hostname(),
        own.init(),
        own.readOnly(),
        own.stopSignal().or(image::stopSignal),
        own.stopGrace());
  }

  private static SortedMap<String, String> both(
      SortedMap<String, String> ofImage, SortedMap<String, String> own) {
    SortedMap<String, String> all = new TreeMap<>(ofImage);
    all.putAll(own);
    return all;
  }

  private List<ContainerPort> exposed(List<ContainerPort> own) {
    List<ContainerPort> all = new ArrayList<>(own);
    for (String port : image.exposed()) {
      Matcher found = EXPOSED.matcher(port);
      if (found.matches()) {
        String protocol = Optional.ofNullable(found.group(2)).orElse("tcp");
        all.add(
            new ContainerPort(
                Integer.parseInt(found.group(1)),
                Port.Protocol.valueOf(protocol.toUpperCase(Locale.ROOT))));
      }
    }
    return all;
  }

  private HealthCheck health(HealthCheck own) {
    Optional<HealthCheck> ofImage = image.healthCheck();
    return new HealthCheck(
        own.test().isEmpty() ? ofImage.map(HealthCheck::test).orElse(List.of()) : own.test(),
        own.interval().or(() -> ofImage.flatMap(HealthCheck::interval)),
        own.timeout().or(() -> ofImage.flatMap(HealthCheck::timeout)),
        own.startPeriod().or(() -> ofImage.flatMap(HealthCheck::startPeriod)),
        own.retries().isPresent() || ofImage.isEmpty() ? own.retries() : ofImage.get().retries(),
        own.startInterval().or(() -> ofImage.flatMap(HealthCheck::startInterval)));
  }
}
