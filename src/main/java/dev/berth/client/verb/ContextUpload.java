package dev.berth.client.verb;

import dev.berth.client.ApiPath;
import dev.berth.client.ApiRequest;
import dev.berth.client.BerthClient;
import dev.berth.client.ClientFailure;
import dev.berth.client.ClientShell;
import dev.berth.image.context.ContextException;
import dev.berth.image.context.FolderTar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sends folders of this machine that images are built from; the same again costs Berth nothing. */
final class ContextUpload implements ManifestText.Uploads {
  /** What names something elsewhere. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("[a-z]+://.*|upload:.*|git@.*|github\\.com/.*");

  private final ClientShell shell;
  private final BerthClient berth;

  ContextUpload(ClientShell shell, BerthClient berth) {
    this.shell = shell;
    this.berth = berth;
  }

  /** A folder that is not here may be one of the server's, if it is named in full. */
  @Override
  public Optional<String> upload(Path base, String given, String dockerfile) {
    if (ELSEWHERE.matcher(given).matches()) {
      return Optional.empty();
    }
    Path folder = base.resolve(given).normalize();
    if (Files.isDirectory(folder)) {
      return Optional.of(send(folder, dockerfile));
    }
    if (Path.of(given).isAbsolute()) {
      return Optional.empty();
    }
    throw ClientFailure.failed("build context " + given + ": there is no folder " + folder);
  }

  private String send(Path folder, String dockerfile) {
    try (ProgressLine progress = new ProgressLine(shell)) {
      progress.show("sending " + folder);
      Path archive = Files.createTempFile("berth-", ".tar");
      try {
        FolderTar.write(folder, dockerfile, archive);
        ApiRequest put =
            ApiRequest.of("PUT", ApiPath.of("v1", "contexts")).file("application/x-tar", archive);
        return berth.send(put).tree().text("context");
      } finally {
        Files.deleteIfExists(archive);
      }
    } catch (ContextException e) {
      throw ClientFailure.failed("build context " + folder + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
