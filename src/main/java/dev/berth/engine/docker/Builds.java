package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import dev.berth.engine.BuildRequest;
import dev.berth.engine.EngineException;
import dev.berth.engine.ProgressListener;
import dev.berth.engine.ProgressListener.StepEnd;
import dev.berth.spec.BuildOptions;
import dev.berth.spec.validation.CacheEntry;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One build: sends the context, hears the log, and remembers the step that fails. */
final class Builds {
  private static final Pattern STEP =
      Pattern.compile("Step (?<number>\\d{1,5})/(?<of>\\d{1,5}) : (?<what>.*)");

  /** What it says of a step whose result is there. */
  private static final String CACHED = " ---> Using cache";

  private final BuildRequest request;
  private final AuthConfigurations logins;
  private final Duration longest;
  private final ProgressListener progress;
  private final StringBuilder line = new StringBuilder();
  private String step = "";
  private String part = "";
  private @Nullable String error;

  Builds(
      BuildRequest request,
      AuthConfigurations logins,
      Duration longest,
      ProgressListener progress) {
    this.request = request;
    this.logins = logins;
    this.longest = longest;
    this.progress = progress;
  }

  void run(DockerClient client, InputStream context) {
    String what = "build of " + request.tag();
    BuildImageCmd command =
        client
            .buildImageCmd(context)
            .withTags(Set.of(request.tag()))
            .withDockerfilePath(request.dockerfile())
            .withLabels(request.labels())
            .withBuildAuthConfigs(logins)
            .withNoCache(request.noCache())
            .withPull(request.pull())
            .withRemove(true)
            .withForcerm(true);
    request.args().forEach(command::withBuildArg);
    request.target().ifPresent(command::withTarget);
    options(command);
    hear(what, command);
    end(error == null ? StepEnd.DONE : StepEnd.FAILED);
    if (error != null) {
      throw failed(what, (step.isEmpty() ? "" : step + ": ") + DockerErrors.oneLine(error));
    }
  }

  private void hear(String what, BuildImageCmd command) {
    Streams<BuildResponseItem> stream = new Streams<>(this::hear);
    command.exec(stream);
    try {
      stream.awaitEnd(what, longest);
    } catch (EngineException e) {
      throw e.kind() == EngineException.Kind.INVALID ? failed(what, e.getMessage()) : e;
    }
  }

  /** What this builder has no word for is among what a request says it needs. */
  private void options(BuildImageCmd command) {
    BuildOptions options = request.options();
    Set<String> cached = new TreeSet<>();
    CacheEntry.all(options.cacheFrom()).forEach(entry -> entry.image().ifPresent(cached::add));
    if (!cached.isEmpty()) {
      command.withCacheFrom(cached);
    }
    if (!options.cacheTo().isEmpty()) {
      progress.line("cache_to is left out: the classic builder keeps its cache on the engine");
    }
    if (!options.hosts().isEmpty()) {
      command.withExtraHosts(new TreeSet<>(options.hosts()));
    }
    options.platform().ifPresent(command::withPlatform);
    options.network().ifPresent(command::withNetworkMode);
    options.shmBytes().ifPresent(command::withShmsize);
  }

  private static EngineException failed(String what, String why) {
    String message = why.startsWith(what) ? why : what + ": " + why;
    return EngineDisk.full(what, why)
        .orElseGet(() -> new EngineException(EngineException.Kind.BUILD_FAILED, message));
  }

  private void hear(BuildResponseItem item) {
    ResponseItem.ErrorDetail detail = item.getErrorDetail();
    if (detail != null) {
      error = ContainerViews.text(detail.getMessage());
    }
    String text = item.getStream();
    if (text != null) {
      text.codePoints().forEach(this::hear);
    }
  }

  /** {@code Step 3/7 : RUN make}. */
  private void tell(String whole) {
    Matcher parts = STEP.matcher(whole);
    if (parts.matches()) {
      end(StepEnd.DONE);
      part = "step " + parts.group("number");
      progress.progress(
          part,
          parts.group("what"),
          Long.parseLong(parts.group("number")),
          Long.parseLong(parts.group("of")));
    }
  }

  private void end(StepEnd end) {
    if (!part.isEmpty()) {
      progress.ended(part, end);
    }
  }

  private void hear(int character) {
    if (character != '\n') {
      line.appendCodePoint(character);
      return;
    }
    String whole = line.toString().stripTrailing();
    line.setLength(0);
    if (whole.startsWith("Step ")) {
      step = whole;
      tell(whole);
    }
    if (whole.equals(CACHED)) {
      end(StepEnd.CACHED);
    }
    if (!whole.isEmpty()) {
      progress.line(whole);
    }
  }
}
