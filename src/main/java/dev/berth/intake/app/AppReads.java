package dev.berth.intake.app;

import dev.berth.spec.validation.LabelSelector;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.state.Revision;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is wanted, as far as a request may see it.
 *
 * @param scope tells of the request at hand which apps it may deal with
 */
record AppReads(AppStore state, Supplier<LabelSelector> scope) {

  Optional<DesiredApp> find(String app) {
    return state.find(app).filter(this::isVisible);
  }

  List<Revision> revisions(String app) {
    return find(app).isEmpty() ? List.of() : state.revisions(app);
  }

  List<Revision> revisions(String app, long before, int limit) {
    return find(app).isEmpty() ? List.of() : state.revisions(app, before, limit);
  }

  List<DesiredApp> all() {
    return state.all().stream().filter(this::isVisible).toList();
  }

  List<DesiredApp> part(String after, int limit) {
    return seesAll() ? state.part(after, limit) : after(after).limit(limit).toList();
  }

  long countAfter(String name) {
    return seesAll() ? state.countAfter(name) : after(name).count();
  }

  private Stream<DesiredApp> after(String name) {
    return all().stream().filter(app -> app.name().compareTo(name) > 0);
  }

  private boolean seesAll() {
    return scope.get().equals(LabelSelector.EVERYTHING);
  }

  private boolean isVisible(DesiredApp app) {
    return scope.get().matches(app.declared().labels());
  }
}
