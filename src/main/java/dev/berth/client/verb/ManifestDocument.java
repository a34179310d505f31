package dev.berth.client.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** One document of a stream, as far as this side has to know it. */
record ManifestDocument(Node root) {

  /** A folder that is named in the text, and where it stands there. */
  record BuildContext(ScalarNode value, String dockerfile) {}

  String kind() {
    return text(root, "kind").orElse("App");
  }

  Optional<String> name() {
    return at(root, "metadata")
        .flatMap(metadata -> text(metadata, "name"))
        .or(() -> text(root, "name"));
  }

  /** Of the flat form, of the envelope, and of each service of either. */
  List<BuildContext> contexts() {
    List<BuildContext> all = new ArrayList<>();
    Stream.concat(Stream.of(root), at(root, "spec").stream())
        .flatMap(spec -> Stream.concat(Stream.of(spec), services(spec)))
        .flatMap(service -> at(service, "build").stream())
        .flatMap(build -> context(build).stream())
        .forEach(all::add);
    return all;
  }

  private static Stream<Node> services(Node spec) {
    return at(spec, "services").stream()
        .filter(MappingNode.class::isInstance)
        .flatMap(services -> ((MappingNode) services).getValue().stream())
        .map(entry -> entry.getValueNode());
  }

  private static Optional<BuildContext> context(Node build) {
    if (build instanceof ScalarNode folder) {
      return Optional.of(new BuildContext(folder, "Dockerfile"));
    }
    String dockerfile = text(build, "dockerfile").orElse("Dockerfile");
    return at(build, "context")
        .filter(ScalarNode.class::isInstance)
        .map(folder -> new BuildContext((ScalarNode) folder, dockerfile));
  }

  private static Optional<String> text(Node map, String key) {
    return at(map, key)
        .filter(ScalarNode.class::isInstance)
        .map(value -> ((ScalarNode) value).getValue());
  }

  private static Optional<Node> at(Node map, String key) {
    return map instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(e -> e.getKeyNode() instanceof ScalarNode k && k.getValue().equals(key))
            .map(e -> e.getValueNode())
            .findFirst()
        : Optional.empty();
  }
}
