package dev.berth.kube;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The resources of this door. */
enum ApiResource {
  APPS("apps", "app", "App", true),
  SOURCES("sources", "source", "Source", false),
  REGISTRIES("registries", "registry", "Registry", false),
  SECRETS("secrets", "secret", "Secret", false),
  ENGINES("engines", "engine", "Engine", false),
  INSTANCES("instances", "instance", "Instance", true);

  static final String GROUP = "berth.dev";
  static final String API_VERSION = GROUP + "/v1";

  private final String plural;
  private final String singular;
  private final String kind;
  private final boolean inAll;

  ApiResource(String plural, String singular, String kind, boolean inAll) {
    this.plural = plural;
    this.singular = singular;
    this.kind = kind;
    this.inAll = inAll;
  }

  static Optional<ApiResource> of(String plural) {
    return Arrays.stream(values()).filter(s -> s.plural.equals(plural)).findFirst();
  }

  String plural() {
    return plural;
  }

  String singular() {
    return singular;
  }

  String kind() {
    return kind;
  }

  List<String> categories() {
    return inAll ? List.of("all") : List.of();
  }

  boolean isWritable() {
    return this != INSTANCES;
  }

  List<String> verbs() {
    return isWritable()
        ? List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")
        : List.of("get", "list", "watch");
  }
}
