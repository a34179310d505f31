package dev.berth.spec.validation;

import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.spec.Networking;
import dev.berth.spec.Service;
import dev.berth.spec.SharedNamespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a service names must be there: networks, secrets, configs, and other services. */
final class ReferenceRules {
  /** Modes that engines know, beside those of services and containers. */
  private static final Set<String> MODES = Set.of("host", "none", "bridge", "default");

  private final AppDraft draft;
  private final Service service;
  private final List<Violation> found = new ArrayList<>();

  ReferenceRules(AppDraft draft, Service service) {
    this.draft = draft;
    this.service = service;
  }

  List<Violation> check() {
    networks();
    mode();
    files();
    SharedNamespace.services(service).forEach(this::service);
    Networking networking = service.networking();
    if (networking.containerName().isPresent() && service.replicas() > 1) {
      add("container_name", "is one name, and there are " + service.replicas() + " replicas");
    }
    return found;
  }

  private void networks() {
    Set<String> known = draft.app().networks().keySet();
    for (String network : service.networking().networks().keySet()) {
      if (!network.equals(Networking.DEFAULT) && !known.contains(network)) {
        add(
            "networks",
            "network `" + network + "` is not declared; add it under networks: of the app");
      }
    }
  }

  private void mode() {
    String mode = service.networking().mode().orElse("none");
    if (!MODES.contains(mode)
        && !mode.startsWith(Networking.SERVICE)
        && !mode.startsWith(Networking.CONTAINER)) {
      add(
          "network_mode",
          "must be host, none, bridge, service:NAME or container:NAME, was `" + mode + "`");
    }
    boolean isShared = mode.contains(":");
    if (isShared && !service.ports().isEmpty()) {
      add("ports", "belong to whose network it is: publish them at `" + mode + "`");
    }
  }

  private void files() {
    Set<String> paths = new HashSet<>();
    for (GivenFile file : service.surroundings().files()) {
      Optional<FileSource> source = draft.app().source(file);
      if (source.isEmpty()) {
        add(
            file.kind().key(),
            "`"
                + file.source()
                + "` is not declared; add it under "
                + file.kind().key()
                + ": of the app");
      }
      if (!paths.add(file.path())) {
        add(file.kind().key(), "`" + file.path() + "` is there twice");
      }
    }
  }

  private void service(SharedNamespace sharedNamespace) {
    if (!draft.app().services().containsKey(sharedNamespace.service())) {
      add(
          sharedNamespace.key(),
          "there is no service `" + sharedNamespace.service() + "` in this app");
    }
  }

  private void add(String key, String message) {
    found.add(new Violation(draft.path(service.name(), key), message));
  }
}
