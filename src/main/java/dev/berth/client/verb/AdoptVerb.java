package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.json.JsonTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code adopt}: makes an app of what runs already. */
@Command(
    name = "adopt",
    description =
        "Makes an app of what runs already: shows it and what it costs, asks, and waits until"
            + " ready.")
final class AdoptVerb extends Verb {
  @Mixin private ChangeOptions writing = new ChangeOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();
  @Mixin private Consent consent = new Consent();

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  @Option(names = "--engine", paramLabel = "NAME", description = "The Swarm that the stack is on.")
  private @Nullable String engine;

  @Option(names = "--name", paramLabel = "APP", description = "What a container's app is called.")
  private @Nullable String name;

  @Option(
      names = "--release",
      description = "Lets a stack go again: its services run on, and Berth forgets the app.")
  private boolean release;

  /** One of them. */
  private static final class What {
    @Option(names = "--stack", paramLabel = "NAME", description = "A stack of a Swarm.")
    private @Nullable String stack;

    @Option(names = "--project", paramLabel = "NAME", description = "A Compose project.")
    private @Nullable String project;

    @Option(names = "--container", paramLabel = "NAME", description = "A container.")
    private @Nullable String container;
  }

  AdoptVerb(ClientShell shell) {
    super(shell);
  }

  private String body() {
    Map<String, String> body = new TreeMap<>();
    put(body, "stack", what.stack);
    put(body, "project", what.project);
    put(body, "container", what.container);
    put(body, "engine", engine);
    put(body, "name", name);
    return JsonTree.write(body);
  }

  private static void put(Map<String, String> body, String key, @Nullable String value) {
    if (value != null) {
      body.put(key, value);
    }
  }

  @Override
  int run() throws IOException {
    ApiPath path = writing.forced(ApiPath.of("v1", "adopt")).flag("release", release);
    ApiRequest post = ApiRequest.of("POST", path).json(body());
    AppWrite write = new AppWrite(shell(), berth());
    JsonView shown = write.rehearse(post);
    String app = shown.text("metadata", "name");
    return release ? release(app, shown, post, write) : take(app, shown, post, write);
  }

  private int release(String app, JsonView shown, ApiRequest post, AppWrite write)
      throws IOException {
    List<String> services = shown.items("released").stream().map(JsonView::text).toList();
    say("app/" + app + " lets go, and they run on: " + String.join(", ", services));
    if (!writing.isDryRun() && write.agrees(consent.isGiven(), "Let them go?")) {
      JsonView unused = write.commit(post, Optional.empty());
      say("app/" + app + " is forgotten");
    }
    return done();
  }

  private int take(String app, JsonView shown, ApiRequest post, AppWrite write) throws IOException {
    for (JsonView one : shown.items("adopted")) {
      say("app/" + app + " takes " + one.text("name") + " as " + one.text("service"));
    }
    for (JsonView one : shown.items("differences")) {
      say(
          one.text("container")
              + " differs: "
              + one.text("path")
              + ": want "
              + one.text("want")
              + ", have "
              + one.text("have"));
    }
    boolean unused = write.show(shown.at("plan"));
    if (writing.isDryRun() || !write.agrees(consent.isGiven(), "Take it over?")) {
      return done();
    }
    JsonView stored = write.commit(post, Optional.of(shown.at("plan")));
    say("app/" + stored.text("metadata", "name") + " adopted");
    write.finish(app, waiting);
    return done();
  }
}
