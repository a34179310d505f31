package dev.berth.query;

import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageView;
import dev.berth.port.EngineInventory;
import java.util.List;

/** Tells of images. */
final class ImageReports {
  private ImageReports() {}

  /** With those of the containers that use it, and whether the Berth of that name built it. */
  static EngineInventory.ImageReport of(
      ImageView image, List<ContainerView> containers, String instance) {
    return new EngineInventory.ImageReport(
        image.id(),
        image.tags(),
        image.digests(),
        image.sizeBytes(),
        image.createdAt(),
        containers.stream()
            .filter(c -> c.image().equals(image.id()))
            .map(ContainerView::name)
            .toList(),
        instance.equals(image.labels().get(ImageView.BUILD_INSTANCE)));
  }
}
