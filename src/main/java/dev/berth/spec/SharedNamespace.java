package dev.berth.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of another service's container that a service's containers use: it must be there before
 * them.
 *
 * @param key of the service that says so: {@code network_mode}, {@code volumes_from}, …
 * @param service whose part it is
 */
public record SharedNamespace(String key, String service) {

  /** All that a service uses of others. */
  public static List<SharedNamespace> services(Service service) {
    List<SharedNamespace> all = new ArrayList<>();
    service.networking().mode().flatMap(m -> of("network_mode", m)).ifPresent(all::add);
    for (RunOption option : List.of(RunOption.IPC, RunOption.PID)) {
      of(option.key(), service.options().text(option)).ifPresent(all::add);
    }
    for (String from : service.options().words(RunOption.VOLUMES_FROM)) {
      if (!from.startsWith(Networking.CONTAINER)) {
        all.add(new SharedNamespace(RunOption.VOLUMES_FROM.key(), front(from)));
      }
    }
    return all;
  }

  private static Optional<SharedNamespace> of(String key, String text) {
    return text.startsWith(Networking.SERVICE)
        ? Optional.of(new SharedNamespace(key, text.substring(Networking.SERVICE.length())))
        : Optional.empty();
  }

  /** What stands before the colon: {@code db} of {@code db:ro}. */
  public static String front(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }
}
