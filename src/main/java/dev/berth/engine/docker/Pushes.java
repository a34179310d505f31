package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PushImageCmd;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PushResponseItem;
import dev.berth.engine.EngineException;
import dev.berth.engine.ProgressListener;
import java.util.Optional;

/** One push. */
final class Pushes {
  private final String reference;
  private final Optional<AuthConfig> auth;
  private final TransferProgress transferProgress;

  Pushes(String reference, Optional<AuthConfig> auth, ProgressListener progress) {
    this.reference = reference;
    this.auth = auth;
    this.transferProgress = new TransferProgress(progress);
  }

  Optional<String> run(DockerClient client) {
    Streams<PushResponseItem> stream = new Streams<>(transferProgress::hear);
    command(client).exec(stream);
    try {
      stream.awaitEnd("push of " + reference);
    } catch (EngineException e) {
      switch (e.kind()) {
        case UNREACHABLE, TIMEOUT -> throw e;
        default -> throw DockerErrors.ofPush(reference, DockerErrors.said(e.getCause()));
      }
    }
    transferProgress
        .error()
        .ifPresent(said -> {
          throw DockerErrors.ofPush(reference, said);
        });
    return transferProgress.digest();
  }

  private PushImageCmd command(DockerClient client) {
    ImageName name = ImageName.of(reference);
    // The engine wants the header even where nobody is logged in.
    return client
        .pushImageCmd(name.repository())
        .withTag(name.tag())
        .withAuthConfig(auth.orElseGet(() -> new AuthConfig().withRegistryAddress("")));
  }
}
