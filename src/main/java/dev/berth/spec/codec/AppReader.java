package dev.berth.spec.codec;

import dev.berth.spec.App;
import dev.berth.spec.GivenFile;
import dev.berth.spec.KeyDecision;
import dev.berth.spec.Service;
import dev.berth.spec.policy.PolicyTable;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.spec.validation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads an app from a tree: the envelope ({@code apiVersion}, {@code kind}, {@code metadata},
 * {@code spec}) or the flat form. Never fails; whatever is wrong is in the draft.
 */
public final class AppReader {
  /** What the envelope bears. */
  public static final String API_VERSION = "berth.dev/v1";

  static final Set<String> ENVELOPE = Set.of("apiVersion", "kind", "metadata", "spec", "status");
  static final Set<String> METADATA =
      Set.of(
          "name",
          "labels",
          "uid",
          "generation",
          "resourceVersion",
          "creationTimestamp",
          "deletionTimestamp",
          "annotations",
          "namespace",
          "managedFields");
  private static final Set<String> OF_APP =
      Set.of(
          "services",
          "volumes",
          "networks",
          "secrets",
          "configs",
          "state",
          "drift",
          "rollout",
          "ingress",
          "placement");

  private final List<Violation> violations = new ArrayList<>();
  private final List<Violation> notices = new ArrayList<>();
  private final SortedMap<String, String> paths = new TreeMap<>();

  private AppReader() {}

  /** Reads one document. */
  public static AppDraft read(Map<String, ?> document) {
    long ports = PortCount.of(document);
    return ports > PortCount.MOST ? refused(document, ports) : new AppReader().document(document);
  }

  /** Nothing is made of it: it would not fit into memory. */
  private static AppDraft refused(Map<String, ?> document, long ports) {
    Map<?, ?> inner = document.get("spec") instanceof Map<?, ?> spec ? spec : Map.of();
    Map<?, ?> metadata = document.get("metadata") instanceof Map<?, ?> map ? map : document;
    String name = String.valueOf(metadata.get("name"));
    AppDraft empty = new AppReader().document(Map.of("name", name, "image", "none"));
    boolean areSeveral = inner.containsKey("services") || document.containsKey("services");
    String path = (inner.isEmpty() ? "" : "spec.") + (areSeveral ? "services" : "ports");
    return new AppDraft(
        empty.app(),
        empty.paths(),
        empty.root(),
        List.of(new Violation(path, PortCount.refusal(ports))),
        List.of(),
        List.of());
  }

  private AppDraft document(Map<String, ?> document) {
    Node root = new Node("", document, violations);
    boolean enveloped =
        document.containsKey("apiVersion")
            || document.containsKey("kind")
            || document.containsKey("metadata")
            || document.containsKey("spec");
    return enveloped ? envelope(root) : flat(root);
  }

  private AppDraft envelope(Node root) {
    Keys.check(root, ENVELOPE);
    Keys.check(root.child("metadata"), METADATA);
    exactly(root.child("apiVersion"), API_VERSION);
    exactly(root.child("kind"), "App");
    Node metadata = root.child("metadata");
    Node spec = root.child("spec");
    if (!spec.isMap()) {
      spec.refuse("is missing: what the app is made of");
    }
    AppDraft draft =
        app(name(metadata.child("name")), metadata.child("labels").pairs(), spec, Set.of());
    return metadata.child("annotations").isAbsent()
        ? draft
        : draft.withNotes(new ClientMetadata(metadata.child("annotations").pairs(), ""));
  }

  static void exactly(Node node, String wanted) {
    String have = node.text().orElse("nothing");
    if (!have.equals(wanted)) {
      node.refuse("must be " + wanted + ", was " + have);
    }
  }

  private static String name(Node node) {
    if (node.isAbsent()) {
      node.refuse("is missing: the app's name");
    }
    return node.text().orElse("");
  }

  private AppDraft flat(Node root) {
    boolean several = !isSingle(root);
    SortedMap<String, String> labels = several ? root.child("labels").pairs() : new TreeMap<>();
    Set<String> more = several ? Set.of("name", "labels") : Set.of("name");
    return app(name(root.child("name")), labels, root, more);
  }

  private AppDraft app(String name, SortedMap<String, String> labels, Node spec, Set<String> more) {
    App app = isSingle(spec) ? single(name, labels, spec, more) : several(name, labels, spec, more);
    Map<Boolean, List<Violation>> byKind =
        violations.stream().collect(Collectors.partitioningBy(this::isDenial));
    return new AppDraft(
        app,
        paths,
        spec.path(),
        byKind.getOrDefault(false, List.of()),
        byKind.getOrDefault(true, List.of()),
        notices);
  }

  /** What is well written, and refused by the table to everybody. */
  private boolean isDenial(Violation violation) {
    return paths.values().stream()
        .map(path -> path.isEmpty() ? "" : path + ".")
        .filter(violation.path()::startsWith)
        .map(front -> "services.*." + violation.path().substring(front.length()))
        .flatMap(key -> PolicyTable.decision(key).stream())
        .anyMatch(decision ->
            decision instanceof KeyDecision.Refused refused
                && refused.why().equals(violation.message()));
  }

  /** An empty map beside an image is what clients send that know no difference to none. */
  private static boolean isSingle(Node spec) {
    Node services = spec.child("services");
    boolean isEmpty = services.isMap() && services.children().isEmpty();
    boolean hasImage = !spec.child("image").isAbsent() || !spec.child("build").isAbsent();
    return services.isAbsent() || (isEmpty && hasImage);
  }

  private App single(String name, SortedMap<String, String> labels, Node spec, Set<String> more) {
    Service service = single(name, spec, more);
    return new App(
        name,
        labels,
        new TreeMap<>(Map.of(name, service)),
        Undeclared.volumes(service),
        Undeclared.networks(service),
        Undeclared.files(service, GivenFile.Kind.SECRET),
        Undeclared.files(service, GivenFile.Kind.CONFIG),
        state(spec.child("state")),
        PolicyReader.drift(spec.child("drift")),
        PolicyReader.rollout(spec.child("rollout")),
        IngressReader.read(spec.child("ingress")),
        PlacementReader.read(spec.child("placement")));
  }

  private App several(String name, SortedMap<String, String> labels, Node spec, Set<String> more) {
    Set<String> known = new java.util.HashSet<>(OF_APP);
    known.addAll(more);
    Keys.check(spec, known);
    return new App(
        name,
        labels,
        several(spec.child("services")),
        VolumeReader.volumes(spec.child("volumes")),
        NetworkReader.networks(spec.child("networks")),
        FileReader.sources(spec.child("secrets")),
        FileReader.sources(spec.child("configs")),
        state(spec.child("state")),
        PolicyReader.drift(spec.child("drift")),
        PolicyReader.rollout(spec.child("rollout")),
        IngressReader.read(spec.child("ingress")),
        PlacementReader.read(spec.child("placement")));
  }

  private Service single(String name, Node spec, Set<String> more) {
    Set<String> known = new java.util.HashSet<>(more);
    known.addAll(Set.of("services", "state", "drift", "rollout", "ingress", "placement"));
    paths.put(name, spec.path());
    return new ServiceReader(name, spec, notices).read(known);
  }

  private SortedMap<String, Service> several(Node node) {
    SortedMap<String, Service> services = new TreeMap<>();
    node.children()
        .forEach((name, service) -> {
          paths.put(name, service.path());
          if (!service.isMap()) {
            service.refuse("must be a map, was " + service.kind());
          } else {
            services.put(name, new ServiceReader(name, service, notices).read(Set.of()));
          }
        });
    if (node.isMap() && node.children().isEmpty()) {
      node.refuse(
          "must hold at least one service: volumes and networks alone run nothing, in Docker"
              + " Compose neither");
    }
    return services;
  }

  private static App.RunState state(Node node) {
    String word = node.text().orElse("Running");
    for (App.RunState state : App.RunState.values()) {
      if (word(state).equals(word)) {
        return state;
      }
    }
    node.refuse("must be Running or Stopped, was `" + word + "`");
    return App.RunState.RUNNING;
  }

  static String word(App.RunState state) {
    return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
  }
}
