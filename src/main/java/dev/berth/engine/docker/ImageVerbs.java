package dev.berth.engine.docker;

import dev.berth.engine.BuildRequest;
import dev.berth.engine.ContainerEngine;
import dev.berth.engine.ImageEngine;
import dev.berth.engine.Login;
import dev.berth.engine.ProgressListener;
import dev.berth.observe.ImageView;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The part of an engine that has to do with images is another object's work. */
abstract class ImageVerbs implements ContainerEngine {
  private final ImageEngine images;

  ImageVerbs(ImageEngine images) {
    this.images = images;
  }

  @Override
  public Optional<ImageView> image(String reference) {
    return images.image(reference);
  }

  @Override
  public List<ImageView> images() {
    return images.images();
  }

  @Override
  public void pull(String reference, ProgressListener progress) {
    images.pull(reference, progress);
  }

  @Override
  public Optional<String> push(String reference, ProgressListener progress) {
    return images.push(reference, progress);
  }

  @Override
  public String build(BuildRequest request, InputStream context, ProgressListener progress) {
    return images.build(request, context, progress);
  }

  @Override
  public void tag(String image, String reference) {
    images.tag(image, reference);
  }

  @Override
  public Removal removeImage(String reference, boolean force) {
    return images.removeImage(reference, force);
  }

  @Override
  public String remoteDigest(String reference) {
    return images.remoteDigest(reference);
  }

  @Override
  public boolean isInsecure(String registry) {
    return images.isInsecure(registry);
  }

  @Override
  public List<String> mirrors(String registry) {
    return images.mirrors(registry);
  }

  @Override
  public void login(String registry, Login login) {
    images.login(registry, login);
  }
}
