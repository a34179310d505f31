package dev.berth.image.job;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.EngineException;
import dev.berth.engine.ImageEngine;
import dev.berth.engine.Login;
import dev.berth.engine.ProgressListener;
import dev.berth.observe.ImageDefaults;
import dev.berth.observe.ImageView;
import dev.berth.spec.ImageReference;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An engine that can pull and build: what a registry holds is said by the test. */
public final class RegistryEngine implements ImageEngine {
  public final List<String> pulled = new ArrayList<>();
  final List<String> pushed = new ArrayList<>();
  int builds;
  public Optional<EngineException> failure = Optional.empty();
  private final Map<String, ImageView> images = new TreeMap<>();

  /** What the Berth of that name built at that time. */
  public void built(String reference, String instance, Instant at) {
    images.put(
        reference,
        new ImageView(
            "sha256:" + reference,
            List.of(reference),
            List.of(),
            1,
            at,
            new TreeMap<>(Map.of(ImageView.BUILD_INSTANCE, instance)),
            ImageDefaults.NONE));
  }

  @Override
  public Optional<ImageView> image(String reference) {
    return images.entrySet().stream()
        .filter(e -> e.getKey().equals(reference) || e.getValue().id().equals(reference))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public List<ImageView> images() {
    return List.copyOf(images.values());
  }

  @Override
  public void pull(String reference, ProgressListener progress) {
    pulled.add(reference);
    failure.ifPresent(e -> {
      throw e;
    });
    images.put(
        reference,
        new ImageView(
            "sha256:" + reference + pulled.size(),
            List.of(reference),
            List.of(reference.replaceFirst(":.*", "") + "@sha256:" + pulled.size()),
            1,
            Instant.EPOCH,
            new TreeMap<>(),
            ImageDefaults.NONE));
  }

  @Override
  public Optional<String> push(String reference, ProgressListener progress) {
    pushed.add(reference);
    String digest = "sha256:" + pushed.size();
    ImageView image = image(reference).orElseThrow();
    List<String> digests = new ArrayList<>(image.digests());
    digests.add(ImageReference.of(reference).repository() + "@" + digest);
    images.replaceAll((name, other) ->
        other.id().equals(image.id())
            ? new ImageView(
                image.id(),
                image.tags(),
                digests,
                image.sizeBytes(),
                image.createdAt(),
                image.labels(),
                image.defaults())
            : other);
    return Optional.of(digest);
  }

  @Override
  public String build(BuildRequest request, InputStream context, ProgressListener progress) {
    builds++;
    failure.ifPresent(e -> {
      throw e;
    });
    String id = "sha256:" + request.tag() + builds;
    images.put(
        request.tag(),
        new ImageView(
            id,
            List.of(request.tag()),
            List.of(),
            1,
            Instant.EPOCH,
            new TreeMap<>(request.labels()),
            ImageDefaults.NONE));
    return id;
  }

  @Override
  public void tag(String image, String reference) {
    image(image).ifPresent(found -> images.put(reference, found));
  }

  @Override
  public Removal removeImage(String reference, boolean force) {
    images.remove(reference);
    return new Removal(List.of(reference), List.of());
  }

  @Override
  public String remoteDigest(String reference) {
    return "";
  }

  @Override
  public void login(String registry, Login login) {}
}
