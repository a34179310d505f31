package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.berth.engine.EngineException;
import dev.berth.engine.ProgressListener;
import java.util.Optional;

/** One pull. */
final class Pulls {
  private final String reference;
  private final Optional<AuthConfig> auth;
  private final TransferProgress transferProgress;

  Pulls(String reference, Optional<AuthConfig> auth, ProgressListener progress) {
    this.reference = reference;
    this.auth = auth;
    this.transferProgress = new TransferProgress(progress);
  }

  void run(DockerClient client) {
    Streams<PullResponseItem> stream = new Streams<>(transferProgress::hear);
    command(client).exec(stream);
    try {
      stream.awaitEnd("pull of " + reference);
    } catch (EngineException e) {
      switch (e.kind()) {
        case UNREACHABLE, TIMEOUT -> throw e;
        default -> throw DockerErrors.ofPull(reference, DockerErrors.said(e.getCause()));
      }
    }
    transferProgress
        .error()
        .ifPresent(said -> {
          throw DockerErrors.ofPull(reference, said);
        });
  }

  /** Without a tag the engine would pull all of them. */
  private PullImageCmd command(DockerClient client) {
    ImageName name = ImageName.of(reference);
    PullImageCmd command = client.pullImageCmd(name.repository()).withTag(name.tag());
    auth.ifPresent(command::withAuthConfig);
    return command;
  }
}
