package dev.berth.reconcile;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.ImageEngine;
import dev.berth.images.Collector;
import dev.berth.images.ImageJobs;
import dev.berth.images.ImageUse;
import dev.berth.observe.ImageView;
import dev.berth.spec.Operation;
import dev.berth.spec.SpecRules;
import dev.berth.status.ImageDesk;
import dev.berth.status.Inventory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Does on the engine what people ask of images. */
public final class EngineImages implements ImageDesk {
  private final ContainerEngine engine;
  private final ImageJobs jobs;
  private final ImageUse use;
  private final Collector collector;
  private final String instance;
  private final InstantSource clock;

  /** Over an engine; {@code instance} is the Berth whose builds are its own. */
  public EngineImages(
      ContainerEngine engine, ImageJobs jobs, ImageUse use, String instance, InstantSource clock) {
    this.engine = engine;
    this.jobs = jobs;
    this.use = use;
    this.collector = new Collector(engine, use, instance);
    this.instance = instance;
    this.clock = clock;
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (EngineException e) {
      throw switch (e.kind()) {
        case NOT_FOUND, IMAGE_NOT_FOUND -> new Refused(Refused.Kind.NOT_FOUND, e.getMessage());
        case CONFLICT -> new Refused(Refused.Kind.IN_USE, e.getMessage());
        case UNREACHABLE, TIMEOUT -> new Inventory.Unavailable(e.getMessage(), e);
        default -> new Refused(Refused.Kind.INVALID, e.getMessage());
      };
    }
  }

  private ImageView known(String reference) {
    return asking(() -> engine.image(reference))
        .orElseThrow(() ->
            new Refused(
                Refused.Kind.NOT_FOUND,
                "there is no image `" + reference + "` on the engine; GET /v1/images lists all"));
  }

  @Override
  public Optional<Inventory.ImageReport> find(String reference) {
    return asking(() -> engine.image(reference))
        .map(image -> ImageReports.of(image, asking(use::look).containers(), instance));
  }

  @Override
  public void tag(String reference, String name) {
    ImageView image = known(reference);
    requireReference(name);
    asking(() -> {
      engine.tag(image.id(), name);
      return name;
    });
  }

  @Override
  public Removed remove(String reference, boolean force) {
    ImageView image = known(reference);
    ImageUse.Uses uses = asking(use::look);
    boolean onlyName = image.tags().size() > 1 && !isId(reference, image);
    List<String> reasons = onlyName ? uses.ofName(image, reference) : uses.of(image);
    if (!reasons.isEmpty() && !force) {
      throw new Refused(
          Refused.Kind.IN_USE,
          "image "
              + reference
              + " stays: "
              + String.join("; ", reasons)
              + "; force=true removes"
              + " it all the same");
    }
    ImageEngine.Removal removal = asking(() -> engine.removeImage(reference, force));
    return new Removed(removal.untagged(), removal.deleted());
  }

  private static void requireReference(String name) {
    if (!SpecRules.isImageReference(name)) {
      throw new Refused(
          Refused.Kind.INVALID, "`" + name + "` is no image reference; write [HOST/]NAME[:TAG]");
    }
  }

  private static boolean isId(String reference, ImageView image) {
    String hex = reference.replaceFirst("^sha256:", "");
    return image.id().startsWith("sha256:" + hex);
  }

  @Override
  public List<Inventory.ImageReport> prune(Prune prune) {
    Collector.Filter filter =
        new Collector.Filter(prune.all(), prune.unmanaged(), prune.until(), prune.labels());
    List<ImageView> found = asking(() -> collector.find(filter, clock.instant()));
    List<ImageView> gone = prune.dryRun() ? found : asking(() -> collector.remove(found));
    return gone.stream().map(image -> ImageReports.of(image, List.of(), instance)).toList();
  }

  @Override
  public Operation pull(String reference) {
    requireReference(reference);
    return jobs.pull(reference);
  }

  @Override
  public Operation push(String reference) {
    known(reference);
    return jobs.push(reference);
  }

  @Override
  public List<Operation> operations() {
    return jobs.operations();
  }

  @Override
  public Optional<Operation> operation(String id) {
    return jobs.operation(id);
  }

  @Override
  public Optional<Operation> operation(String id, long version, Duration limit)
      throws InterruptedException {
    return jobs.operation(id, version, limit);
  }

  @Override
  public Optional<Operation> cancel(String id) {
    return jobs.cancel(id);
  }
}
