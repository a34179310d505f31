package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code build}: images of an app built again, from what was applied last. */
@Command(
    name = "build",
    description = {
      "Builds the images of an app again, from what was applied last, and shows how.",
      "What runs stays as it is until the next revision; with --rollout, until it is built."
    })
final class BuildVerb extends Verb {
  @Option(names = "--dry-run", description = "Shows what would be built, and does nothing.")
  private boolean dryRun;

  @Mixin private WaitOptions waiting = new WaitOptions();

  @Option(names = "--no-cache", description = "Every step anew.")
  private boolean noCache;

  @Option(names = "--pull", description = "Bases from their registries, though they are there.")
  private boolean pull;

  @Option(names = "--rollout", description = "Has the app run it once it is there, as an update.")
  private boolean rollout;

  @Parameters(index = "0", paramLabel = "APP", description = "Which app.")
  private String app = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SERVICE",
      description = "Which of its services; all that have a build where none is named.")
  private List<String> services = List.of();

  BuildVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() {
    AppWrite write = new AppWrite(shell(), berth());
    Map<Optional<String>, JsonView> begun = new LinkedHashMap<>();
    for (Optional<String> service : services()) {
      ApiRequest asked = ApiRequest.of("POST", path(service));
      if (dryRun) {
        JsonView answer = write.rehearse(asked);
        say(answer.text("service") + ": would build " + answer.text("reference"));
      } else {
        begun.put(service, write.commit(asked, Optional.empty()));
      }
    }
    if (!dryRun) {
      follow(begun);
      if (rollout) {
        write.finish(app, waiting);
      }
    }
    return done();
  }

  private ApiPath path(Optional<String> service) {
    return ApiPath.app(app, "build")
        .with("service", service)
        .flag("noCache", noCache)
        .flag("pull", pull)
        .flag("rollout", rollout);
  }

  /** All builds begin before the first is followed; none is where nobody is to wait. */
  private void follow(Map<Optional<String>, JsonView> begun) {
    if (!waiting.waits()) {
      begun.values().forEach(build -> say(build.text("reference") + ": " + build.text("state")));
      return;
    }
    begun.forEach((service, build) -> {
      JsonView over = new BuildProgress(shell(), berth()).follow(build, path(service));
      say(service.orElse(app) + ": built " + over.text("reference"));
    });
  }

  /** An app of one service names none. */
  private List<Optional<String>> services() {
    if (!services.isEmpty()) {
      return services.stream().map(Optional::of).toList();
    }
    JsonView spec = berth().get(ApiPath.app(app)).at("spec");
    if (spec.at("build").isThere()) {
      return List.of(Optional.empty());
    }
    List<Optional<String>> built =
        spec.map("services").keySet().stream()
            .map(String::valueOf)
            .filter(name -> spec.at("services", name, "build").isThere())
            .map(Optional::of)
            .toList();
    if (built.isEmpty()) {
      throw ClientFailure.failed(
          "app `" + app + "` builds no image: none of its services has a build");
    }
    return built;
  }
}
