package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import dev.berth.engine.EngineException;
import dev.berth.engine.ProgressListener;
import org.jspecify.annotations.Nullable;

/** One pull. */
final class Pulls {
  private final String reference;
  private final ProgressListener progress;
  private @Nullable String error;
  private String lastLine = "";

  Pulls(String reference, ProgressListener progress) {
    this.reference = reference;
    this.progress = progress;
  }

  void run(DockerClient client) {
    Streams<PullResponseItem> stream = new Streams<>(this::hear);
    command(client).exec(stream);
    try {
      stream.awaitEnd("pull of " + reference);
    } catch (EngineException e) {
      switch (e.kind()) {
        case UNREACHABLE, TIMEOUT -> throw e;
        default -> throw DockerErrors.ofPull(reference, DockerErrors.said(e.getCause()));
      }
    }
    if (error != null) {
      throw DockerErrors.ofPull(reference, error);
    }
  }

  /** Without a tag the engine would pull all of them. */
  private PullImageCmd command(DockerClient client) {
    boolean isPinned = reference.contains("@");
    boolean isTagged = reference.lastIndexOf(':') > reference.lastIndexOf('/');
    PullImageCmd command = client.pullImageCmd(reference);
    return isPinned || isTagged ? command : command.withTag("latest");
  }

  private void hear(PullResponseItem item) {
    ResponseItem.ErrorDetail detail = item.getErrorDetail();
    if (detail != null) {
      error = ContainerViews.text(detail.getMessage());
    }
    String id = ContainerViews.text(item.getId());
    String line = (id.isEmpty() ? "" : id + ": ") + ContainerViews.text(item.getStatus());
    if (!line.equals(lastLine)) {
      lastLine = line;
      progress.line(line);
    }
  }
}
