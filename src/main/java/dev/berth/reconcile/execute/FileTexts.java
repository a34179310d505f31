package dev.berth.reconcile.execute;

import dev.berth.engine.EngineException;
import dev.berth.engine.FileText;
import dev.berth.plan.Action;
import dev.berth.spec.FileSource;
import dev.berth.spec.GivenFile;
import dev.berth.state.secret.Secrets;
import java.util.ArrayList;
import java.util.List;

/** Finds what is to stand in the secrets and configs of a container. */
public final class FileTexts {
  private final Secrets secrets;

  public FileTexts(Secrets secrets) {
    this.secrets = secrets;
  }

  /** As they are now; a secret that is gone is an error. */
  List<FileText> texts(Action.PlaceFiles action) {
    List<FileText> texts = new ArrayList<>();
    action
        .files()
        .forEach((file, source) ->
            texts.add(
                new FileText(
                    file.path(),
                    text(source),
                    file.uid().orElse(0),
                    file.gid().orElse(0),
                    file.mode().orElse(GivenFile.DEFAULT_MODE),
                    action.folders().contains(folder(file.path())))));
    return texts;
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** Of one; a secret that is gone is an error. */
  public String text(FileSource source) {
    return switch (source) {
      case FileSource.Inline inline -> inline.content();
      case FileSource.Kept kept ->
          switch (secrets.find(kept.name(), "")) {
            case Secrets.Found.Value value -> value.text();
            case Secrets.Found.Nothing nothing -> throw missing(nothing.why());
          };
      case FileSource.OfHost host -> throw missing("file " + host.path() + " is mounted");
    };
  }

  private static EngineException missing(String what) {
    return new EngineException(EngineException.Kind.NOT_FOUND, what);
  }
}
