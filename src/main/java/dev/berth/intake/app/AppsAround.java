package dev.berth.intake.app;

import dev.berth.spec.App;
import dev.berth.spec.ImageReference;
import dev.berth.spec.policy.ExternalReference;
import dev.berth.spec.policy.ExternalReferences;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.DesiredApp;
import java.util.List;
import java.util.stream.Stream;

/** An app among those that are stored, as the request at hand may deal with them. */
record AppsAround(App app, LabelSelector scope, List<DesiredApp> all) {
  private static final String BERTHS = "berth/";

  boolean isScoped() {
    return !scope.equals(LabelSelector.EVERYTHING);
  }

  /** The app itself, and those that the token may deal with. */
  Stream<App> mine() {
    return Stream.concat(Stream.of(app), stored().filter(other -> scope.matches(other.labels())));
  }

  private Stream<App> stored() {
    return all.stream().map(DesiredApp::declared);
  }

  private Stream<App> others() {
    return stored().filter(other -> !other.name().equals(app.name()));
  }

  /** What one of them names as it is stored was allowed when it was written. */
  boolean isNamedAlready(ExternalReference wanted) {
    return stored()
        .filter(
            other -> isScoped() ? scope.matches(other.labels()) : other.name().equals(app.name()))
        .flatMap(other -> ExternalReferences.of(AppDraft.ofStored(other)).stream())
        .anyMatch(wanted::isSame);
  }

  /** {@code APP_x}: no other app's things begin so, for no app's name holds an underscore. */
  boolean isEngineName(String name) {
    return mine().anyMatch(one -> name.startsWith(one.name() + "_"));
  }

  /** {@code berth/APP/x}: three parts, which no repository of the hub has. */
  boolean isImageName(ImageReference reference) {
    return mine().anyMatch(one -> reference.repository().startsWith(front(one)));
  }

  boolean isOwnImageName(ImageReference reference) {
    return reference.repository().startsWith(front(app));
  }

  static String front(App app) {
    return BERTHS + app.name() + "/";
  }

  static boolean isBerths(ImageReference reference) {
    return reference.repository().startsWith(BERTHS);
  }

  Stream<ImageReference> builtByStrangers() {
    return others()
        .filter(other -> !scope.matches(other.labels()))
        .flatMap(other -> ExternalReferences.of(AppDraft.ofStored(other)).stream())
        .filter(ExternalReference.OfTag.class::isInstance)
        .map(one -> ImageReference.of(one.name()));
  }

  /** What other apps build or run; who never pulls an image has it from a build. */
  Stream<ImageReference> heldByOthers() {
    return others().flatMap(other -> ImageNames.held(other).stream()).map(ImageReference::of);
  }
}
