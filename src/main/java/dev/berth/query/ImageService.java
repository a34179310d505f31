package dev.berth.query;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.ImageEngine;
import dev.berth.image.gc.ImageUse;
import dev.berth.image.gc.UnusedImages;
import dev.berth.image.job.ImageJobs;
import dev.berth.image.registry.ImageReferences;
import dev.berth.observe.ImageView;
import dev.berth.port.EngineInventory;
import dev.berth.port.ImageOperations;
import dev.berth.port.Operation;
import dev.berth.spec.Service;
import dev.berth.spec.validation.SpecRules;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Does on the engine what people ask of images. */
public final class ImageService implements ImageOperations {
  /** The engine gives no name that could be an id. */
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}(:.*)?");

  private final ContainerEngine engine;
  private final ImageJobs jobs;
  private final ImageUse use;
  private final UnusedImages unusedImages;
  private final String instance;
  private final InstantSource clock;

  /** Over an engine; {@code instance} is the Berth whose builds are its own. */
  public ImageService(
      ContainerEngine engine, ImageJobs jobs, ImageUse use, String instance, InstantSource clock) {
    this.engine = engine;
    this.jobs = jobs;
    this.use = use;
    this.unusedImages = new UnusedImages(engine, use, instance);
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
        case UNREACHABLE, TIMEOUT -> new EngineInventory.Unavailable(e.getMessage(), e);
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
  public Optional<EngineInventory.ImageReport> find(String reference) {
    return asking(() -> engine.image(reference))
        .map(image -> ImageReports.of(image, asking(use::look).containers(), instance));
  }

  @Override
  public void tag(String reference, String name) {
    ImageView image = taggable(reference, name);
    asking(() -> {
      engine.tag(image.id(), name);
      return name;
    });
  }

  private ImageView taggable(String reference, String name) {
    ImageView image = known(reference);
    requireReference(name);
    if (name.contains("@") || ID.matcher(name).matches()) {
      throw new Refused(
          Refused.Kind.INVALID, "`" + name + "` is no name to give; write [HOST/]NAME[:TAG]");
    }
    return image;
  }

  @Override
  public Tagged dryRunTag(String reference, String name) {
    ImageView image = taggable(reference, name);
    Optional<String> before =
        asking(() -> engine.image(name)).map(ImageView::id).filter(id -> !id.equals(image.id()));
    Set<String> tags = new TreeSet<>(image.tags());
    tags.add(ImageReferences.tagged(name));
    EngineInventory.ImageReport report =
        ImageReports.of(
            image.withTags(List.copyOf(tags)), asking(use::look).containers(), instance);
    return new Tagged(report, before);
  }

  @Override
  public Removed remove(String reference, boolean force) {
    ImageRemoval unused = removal(reference, force);
    ImageEngine.Removal removal = asking(() -> engine.removeImage(reference, force));
    return new Removed(removal.untagged(), removal.deleted());
  }

  @Override
  public Removed dryRunRemoval(String reference, boolean force) {
    return removal(reference, force).foreseen();
  }

  private ImageRemoval removal(String reference, boolean force) {
    ImageRemoval removal = new ImageRemoval(known(reference), reference, asking(use::look));
    Optional<String> obstacle = removal.obstacle(force);
    if (obstacle.isPresent()) {
      throw new Refused(Refused.Kind.IN_USE, obstacle.get());
    }
    return removal;
  }

  private static void requireReference(String name) {
    if (!SpecRules.isImageReference(name)) {
      throw new Refused(
          Refused.Kind.INVALID, "`" + name + "` is no image reference; write [HOST/]NAME[:TAG]");
    }
  }

  @Override
  public List<EngineInventory.ImageReport> prune(Prune prune) {
    UnusedImages.Filter filter =
        new UnusedImages.Filter(prune.all(), prune.unmanaged(), prune.until(), prune.labels());
    List<ImageView> found = asking(() -> unusedImages.find(filter, clock.instant()));
    List<ImageView> gone = prune.dryRun() ? found : asking(() -> unusedImages.remove(found));
    return gone.stream().map(image -> ImageReports.of(image, List.of(), instance)).toList();
  }

  @Override
  public Operation pull(String reference) {
    requireReference(reference);
    return jobs.requests().pull(reference);
  }

  @Override
  public Transfer dryRunPull(String reference) {
    requireReference(reference);
    return new Transfer(Operation.Kind.PULL, reference, ImageReferences.registry(reference));
  }

  @Override
  public Operation push(String reference) {
    requirePushable(reference);
    return jobs.requests().push(reference);
  }

  /** An id tells no registry. */
  private void requirePushable(String reference) {
    ImageView image = known(reference);
    if (image.tags().stream().noneMatch(tag -> ImageReferences.areEqual(tag, reference))) {
      throw new Refused(
          Refused.Kind.INVALID,
          "`" + reference + "` is no name to push by; the image has " + image.tags());
    }
  }

  @Override
  public Operation build(DesiredApp app, Service service, Rebuild how) {
    return jobs.requests().build(app, service, how);
  }

  @Override
  public String dryRunBuild(DesiredApp app, Service service) {
    return jobs.requests().reference(app.app(), service);
  }

  @Override
  public Transfer dryRunPush(String reference) {
    requirePushable(reference);
    return new Transfer(Operation.Kind.PUSH, reference, ImageReferences.registry(reference));
  }

  @Override
  public List<Operation> operations() {
    return jobs.requests().operations();
  }

  @Override
  public Optional<Operation> operation(String id) {
    return jobs.requests().operation(id);
  }

  @Override
  public Optional<Operation> operation(String id, long version, Duration limit)
      throws InterruptedException {
    return jobs.requests().operation(id, version, limit);
  }

  @Override
  public Optional<Operation> cancel(String id) {
    return jobs.requests().cancel(id);
  }
}
