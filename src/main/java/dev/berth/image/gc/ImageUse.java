package dev.berth.image.gc;

import dev.berth.engine.ContainerEngine;
import dev.berth.image.registry.ImageReferences;
import dev.berth.observe.ContainerView;
import dev.berth.observe.ImageView;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.ImagePins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who needs which images: containers of anybody, and revisions that Berth may go back to. */
public final class ImageUse {
  private final ContainerEngine engine;
  private final AppStore state;
  private final ImagePins pins;
  private final int keptRevisions;

  /**
   * Over an engine and what is stored.
   *
   * @param keptRevisions how many of the newest revisions of an app keep their images
   */
  public ImageUse(ContainerEngine engine, AppStore state, ImagePins pins, int keptRevisions) {
    this.engine = engine;
    this.state = state;
    this.pins = pins;
    this.keptRevisions = keptRevisions;
  }

  /** As of now. */
  public Uses look() {
    List<ImagePins.Pinned> targets = new ArrayList<>();
    for (DesiredApp app : state.all()) {
      pins.of(app.name()).stream()
          .filter(pinned -> pinned.place().revision() > app.revision() - keptRevisions)
          .forEach(targets::add);
    }
    return new Uses(engine.containers(Map.of()), targets);
  }

  /**
   * Who needs images.
   *
   * @param containers all of the engine
   * @param targets what the newest revisions were given
   */
  public record Uses(List<ContainerView> containers, List<ImagePins.Pinned> targets) {
    public Uses {
      containers = List.copyOf(containers);
      targets = List.copyOf(targets);
    }

    /** Why an image must not go, each a reason for people; none: it may. */
    public List<String> of(ImageView image) {
      List<String> reasons = new ArrayList<>();
      containers.stream()
          .filter(container -> container.image().equals(image.id()))
          .forEach(container -> reasons.add("container " + container.name() + " uses it"));
      targets.stream()
          .filter(target -> target.pin().imageId().equals(image.id()))
          .forEach(target -> reasons.add(text(target.place())));
      return reasons;
    }

    private static String text(ImagePins.Place place) {
      return "revision " + place.revision() + " of app " + place.app() + " needs it";
    }

    /** Why a name of an image must not go while the image stays under others. */
    public List<String> ofName(ImageView image, String name) {
      List<String> reasons = new ArrayList<>();
      containers.stream()
          .filter(container -> container.image().equals(image.id()))
          .filter(container -> ImageReferences.areEqual(container.imageReference(), name))
          .forEach(container -> reasons.add("container " + container.name() + " uses it"));
      targets.stream()
          .filter(target -> target.pin().imageId().equals(image.id()))
          .filter(target -> ImageReferences.areEqual(target.pin().reference(), name))
          .forEach(target -> reasons.add(text(target.place())));
      return reasons;
    }
  }
}
