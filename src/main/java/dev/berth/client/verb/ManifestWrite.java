package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.BerthClient;
import dev.berth.client.ClientShell;
import dev.berth.client.JsonView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Manifests on their way to Berth: all documents of all files as one stream. */
final class ManifestWrite {
  private static final String YAML = "application/yaml";

  private final BerthClient berth;
  private final ChangeOptions writing;
  private final String text;
  private final Optional<String> onlyApp;

  private ManifestWrite(
      BerthClient berth, ChangeOptions writing, String text, Optional<String> onlyApp) {
    this.berth = berth;
    this.writing = writing;
    this.text = text;
    this.onlyApp = onlyApp;
  }

  /** Reads the files, and sends the folders of their builds. */
  static ManifestWrite of(
      ClientShell shell, BerthClient berth, ChangeOptions writing, List<String> files)
      throws IOException {
    ContextUpload uploads = new ContextUpload(shell, berth);
    List<ManifestText> texts =
        new ManifestFiles(shell)
            .read(files).stream().map(one -> one.withContexts(uploads)).toList();
    List<ManifestDocument> documents =
        texts.stream().flatMap(one -> one.documents().stream()).toList();
    Optional<String> onlyApp =
        documents.size() == 1 && documents.getFirst().kind().equals("App")
            ? documents.getFirst().name()
            : Optional.empty();
    String stream = texts.stream().map(ManifestText::text).collect(Collectors.joining("\n---\n"));
    return new ManifestWrite(berth, writing, stream, onlyApp);
  }

  /** What would become of each document. */
  List<Applied> rehearse() {
    ApiPath path = writing.forced(ApiPath.of("v1", "apply")).flag("dryRun", true);
    return Applied.of(berth.send(ApiRequest.of("POST", path).text(YAML, text)).tree());
  }

  /** One app alone is held to the plan that was shown; a stream has no one plan. */
  List<Applied> commit(List<Applied> shown) {
    if (onlyApp.isEmpty() || shown.size() != 1) {
      ApiPath path = writing.forced(ApiPath.of("v1", "apply"));
      return Applied.of(berth.send(ApiRequest.of("POST", path).text(YAML, text)).tree());
    }
    Applied one = shown.getFirst();
    String plan = one.thing().text("plan", "fingerprint");
    ApiPath path = writing.forced(ApiPath.app(onlyApp.get())).with("plan", plan);
    JsonView stored = berth.send(ApiRequest.of("PUT", path).text(YAML, text)).tree();
    return List.of(new Applied(one.kind(), one.name(), one.outcome(), stored));
  }
}
