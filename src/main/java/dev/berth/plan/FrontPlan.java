package dev.berth.plan;

import dev.berth.observe.ContainerView;
import dev.berth.observe.Rotation;
import dev.berth.spec.FileSource;
import dev.berth.spec.Front;
import dev.berth.spec.GivenFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans what the front door has to be told: another file, by a new worker beside the old one. */
final class FrontPlan {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  /** Who HAProxy runs as is the image's affair, and nobody but it is in the container. */
  private static final int READABLE = 0444;

  private final PlanningContext context;

  FrontPlan(PlanningContext context) {
    this.context = context;
  }

  /** The file that it is to have. */
  FrontFile file() {
    return new FrontFile(context.desired().app());
  }

  /** Certificates and their keys before the file that names them: nobody reads them here. */
  Set<Integer> certificates(String container, String cause, Set<Integer> after, Steps steps) {
    Map<GivenFile, FileSource> files = new HashMap<>();
    context.desired().app().secrets().forEach((name, source) -> files.put(file(name), source));
    return files.isEmpty()
        ? after
        : Set.of(steps.add(new Action.PlaceFiles(container, files, Set.of(), cause), after));
  }

  private static GivenFile file(String certificate) {
    return new GivenFile(
        GivenFile.Kind.SECRET,
        certificate,
        Optional.of(FrontFile.path(certificate)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(READABLE));
  }

  void plan(Steps steps) {
    Optional<ContainerView> front = context.rotations().front();
    if (front.isEmpty()) {
      return;
    }
    Optional<Rotation> said = context.rotations().of(Front.SERVICE);
    if (said.isEmpty()) {
      steps.await(
          new WaitReason(
              Front.SERVICE,
              WaitReason.Kind.HOLDER_SILENT,
              front.get().name() + " does not say which routes it has",
              Optional.of(context.now().plus(ASK_AGAIN))));
      return;
    }
    FrontFile file = file();
    Optional<String> mark = Optional.of(file.mark());
    if (!said.get().loaded().equals(mark) || !said.get().written().equals(mark)) {
      String name = front.get().name();
      String cause = "routes or certificates are others";
      steps.add(
          new HolderAction.Reload(name, file.file(), cause),
          certificates(name, cause, Set.of(), steps));
    }
  }
}
