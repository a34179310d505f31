package dev.berth.engine.docker;

import com.github.dockerjava.api.model.ResponseItem;
import dev.berth.engine.ProgressListener;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears the items of a pull or a push. */
final class TransferProgress {
  private final ProgressListener progress;
  private @Nullable String error;
  private String digest = "";
  private String lastLine = "";

  TransferProgress(ProgressListener progress) {
    this.progress = progress;
  }

  void hear(ResponseItem item) {
    ResponseItem.ErrorDetail detail = item.getErrorDetail();
    if (detail != null) {
      error = ContainerViews.text(detail.getMessage());
    }
    ResponseItem.AuxDetail aux = item.getAux();
    if (aux != null) {
      digest = ContainerViews.text(aux.getDigest());
    }
    String id = ContainerViews.text(item.getId());
    String status = ContainerViews.text(item.getStatus());
    if (status.startsWith("Digest: ")) {
      digest = status.substring("Digest: ".length());
    }
    ResponseItem.ProgressDetail bytes = item.getProgressDetail();
    if (!id.isEmpty()) {
      progress.progress(
          id,
          status,
          bytes == null ? 0 : count(bytes.getCurrent()),
          bytes == null ? 0 : count(bytes.getTotal()));
    }
    String line = (id.isEmpty() ? "" : id + ": ") + status;
    if (!line.equals(lastLine) && !status.isEmpty()) {
      lastLine = line;
      progress.line(line);
    }
  }

  private static long count(@Nullable Long bytes) {
    return bytes == null ? 0 : bytes;
  }

  /** What the engine said went wrong, in the middle of the stream. */
  Optional<String> error() {
    return Optional.ofNullable(error);
  }

  Optional<String> digest() {
    return Optional.of(digest).filter(text -> !text.isEmpty());
  }
}
