package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import dev.berth.image.context.ContextException;
import dev.berth.image.context.FolderTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code up}: a Compose project as an app. */
@Command(
    name = "up",
    description = {
      "Makes a Compose project an app: shows the plan, asks, does exactly that, waits until ready.",
      "Its folder is sent along, without .git; variables that it names are taken from here."
    })
final class UpVerb extends Verb {
  @Mixin private ChangeOptions writing = new ChangeOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Mixin private Consent consent = new Consent();

  @Option(
      names = {"-p", "--name"},
      paramLabel = "NAME",
      description = "Of the app; otherwise the file's own name, or its folder's.")
  private @Nullable String name;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "KEY=VALUE",
      description = "A variable of the file; may come again.")
  private Map<String, String> variables = Map.of();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A Compose file, or its folder; otherwise the folder one is in.")
  private String given = ".";

  UpVerb(ClientShell shell) {
    super(shell);
  }

  @Override
  int run() throws IOException {
    ComposeProjectFiles project = ComposeProjectFiles.of(shell().folder().resolve(given));
    String text = Files.readString(project.file());
    if (!project.isWhole()) {
      return up(request(project, text).text("application/yaml", text));
    }
    Path archive = Files.createTempFile("berth-", ".tar");
    try {
      FolderTar.writeAll(project.folder(), List.of(".git"), archive);
      return up(request(project, text).file("application/x-tar", archive));
    } catch (ContextException e) {
      throw ClientFailure.failed(project.folder() + " cannot be sent: " + e.getMessage());
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private ApiRequest request(ComposeProjectFiles project, String text) {
    ApiPath path = writing.forced(ApiPath.of("v1", "compose")).with("name", appName(project, text));
    ApiRequest request = ApiRequest.of("POST", path);
    Map<String, String> all =
        new TreeMap<>(ComposeProjectFiles.variables(text, shell().environment()));
    all.putAll(variables);
    for (Map.Entry<String, String> one : all.entrySet()) {
      request = request.header("X-Berth-Env", one.getKey() + "=" + one.getValue());
    }
    return request;
  }

  /** As Docker Compose does: lower case, and only what a name may have. */
  private Optional<String> appName(ComposeProjectFiles project, String text) {
    if (name != null || text.matches("(?s)(.*\n)?name:.*")) {
      return Optional.ofNullable(name);
    }
    String folder = String.valueOf(project.folder().getFileName());
    return Optional.of(
        folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "").replaceAll("^-+|-+$", ""));
  }

  private int up(ApiRequest post) throws IOException {
    AppWrite write = new AppWrite(shell(), berth());
    JsonView rehearsal = write.rehearse(post);
    String app = rehearsal.text("metadata", "name");
    told(rehearsal.at("compose"));
    say("app/" + app + ":");
    boolean changes = write.show(rehearsal.at("plan"));
    if (writing.isDryRun() || (changes && !write.agrees(consent.isGiven(), "Go on?"))) {
      return done();
    }
    write.commit(post, Optional.of(rehearsal.at("plan")));
    write.finish(app, waiting);
    return done();
  }

  private void told(JsonView report) {
    report.items("warnings").forEach(w -> shell().err().println("warning: " + w.text()));
    report
        .items("unset")
        .forEach(v -> shell().err().println("warning: " + v.text() + " is not set"));
    report
        .items("ignored")
        .forEach(k -> shell().err().println("warning: " + k.text() + " means nothing to Berth"));
  }
}
