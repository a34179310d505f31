package dev.berth.engine.docker;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides which of the engine's builders makes an image. */
final class BuilderChoice {
  private static final String CLIENT = "docker-buildx";

  /** Where Docker looks for its plug-ins, the user's own folder apart. */
  private static final List<Path> PLUGINS =
      List.of(
          Path.of("/usr/local/lib/docker/cli-plugins"),
          Path.of("/usr/local/libexec/docker/cli-plugins"),
          Path.of("/usr/lib/docker/cli-plugins"),
          Path.of("/usr/libexec/docker/cli-plugins"));

  /** Engine 18.09, the first with BuildKit. */
  private static final List<Integer> FIRST_API = List.of(1, 39);

  private final BuildRules rules;

  BuilderChoice(BuildRules rules) {
    this.rules = rules;
  }

  /**
   * The client to build with; empty: the classic builder does it.
   *
   * @param apiVersion the engine's, for older ones have no BuildKit
   * @throws EngineException {@link EngineException.Kind#INVALID} if nobody here can
   */
  Optional<Path> client(BuildRequest request, String apiVersion) {
    Optional<Path> found = rules.engine() == BuildRules.Builder.CLASSIC ? Optional.empty() : find();
    boolean isAble = found.isPresent() && isNew(apiVersion);
    if (!isAble && rules.engine() == BuildRules.Builder.BUILDKIT) {
      throw refusal(request, "berth.build.engine is buildkit, and", found, apiVersion);
    }
    if (!isAble && request.needs().isPresent()) {
      throw refusal(request, request.needs().get() + " needs BuildKit, and", found, apiVersion);
    }
    return isAble ? found : Optional.empty();
  }

  private EngineException refusal(
      BuildRequest request, String why, Optional<Path> found, String apiVersion) {
    String missing =
        rules.engine() == BuildRules.Builder.CLASSIC
            ? "berth.build.engine is classic: set it to auto or buildkit"
            : found.isEmpty()
                ? "its client "
                    + rules.buildx().map(Path::toString).orElse(CLIENT)
                    + " is not on Berth's machine: install docker-buildx (docker-buildx-plugin of"
                    + " Docker's own packages), or name it with berth.build.buildx"
                : "the engine (API " + apiVersion + ") has none: it came with Docker 18.09";
    return new EngineException(
        EngineException.Kind.INVALID, "build of " + request.tag() + ": " + why + " " + missing);
  }

  static boolean isNew(String apiVersion) {
    List<Integer> parts =
        Arrays.stream(apiVersion.split("\\.", -1))
            .filter(part -> part.matches("\\d{1,6}"))
            .map(Integer::valueOf)
            .toList();
    return parts.size() == 2 && Arrays.compare(ints(parts), ints(FIRST_API)) >= 0;
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private Optional<Path> find() {
    Stream<Path> places =
        rules.buildx().isPresent()
            ? rules.buildx().stream()
            : Stream.of(Stream.of(own()), PLUGINS.stream(), path())
                .flatMap(folders -> folders)
                .map(folder -> folder.resolve(CLIENT));
    return places.filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
  }

  private static Path own() {
    String folder = System.getenv("DOCKER_CONFIG");
    return folder == null || folder.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".docker", "cli-plugins")
        : Path.of(folder, "cli-plugins");
  }

  private static Stream<Path> path() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(":", -1)).filter(part -> !part.isEmpty()).map(Path::of);
  }
}
