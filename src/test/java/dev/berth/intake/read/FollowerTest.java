package dev.berth.intake.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.gitops.MemoryLedger;
import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.intake.app.AppSave;
import dev.berth.intake.app.Intake;
import dev.berth.intake.app.IntakeDeps;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.manifest.LinkCatalog;
import dev.berth.manifest.ManifestReader;
import dev.berth.port.StatusStore;
import dev.berth.port.WatchLog;
import dev.berth.query.InMemoryWatchLog;
import dev.berth.reconcile.MemoryState;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.state.DesiredApp;
import dev.berth.state.MemoryResources;
import dev.berth.state.secret.Secrets;
import dev.berth.status.AppStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one who may see the apps of team web hears, however late it comes to a change. */
class FollowerTest {
  private static final String APP = "shop";

  private final MemoryState state = new MemoryState();
  private final InMemoryWatchLog feed = new InMemoryWatchLog(new AtomicLong(100)::incrementAndGet);

  @TempDir private Path folder;

  private Follower follower;
  private Intake intake;

  @BeforeEach
  void follow() {
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    intake =
        new Intake(
            new IntakeDeps(
                state,
                new LinkCatalog(),
                new Contexts(new ContextStore(folder), List.of(), Secrets.none()),
                new Policy(List.of(), List.of())::denials,
                clock,
                app -> {},
                AppSave.PLAIN));
    ResourceQueries resourceQueries =
        new ResourceQueries(
            intake,
            state,
            new ResourceIntake(new MemoryResources(), List.of(), clock),
            new NoStatus(),
            feed,
            new MemoryLedger(),
            () -> LabelSelector.EVERYTHING);
    LabelSelector web = ((Validated.Valid<LabelSelector>) LabelSelector.parse("team=web")).value();
    ResourceFilter resourceFilter =
        new ResourceFilter(Optional.empty(), LabelSelector.EVERYTHING, web);
    follower = resourceQueries.follow(DeclaredResource.APP, resourceFilter, feed.now());
  }

  private static final class NoStatus implements StatusStore {
    @Override
    public Optional<AppStatus> find(String app) {
      return Optional.empty();
    }

    @Override
    public AutoCloseable subscribe(BiConsumer<String, Optional<AppStatus>> listener) {
      return () -> {};
    }
  }

  private Optional<SortedMap<String, String>> labels() {
    return state.find(APP).map(app -> app.declared().labels());
  }

  private void put(String team) {
    Optional<SortedMap<String, String>> before = labels();
    try (WatchLog.Turn turn = feed.turn()) {
      intake.put(
          ManifestReader.read(
                  "{apiVersion: berth.dev/v1, kind: App, metadata: {name: shop, labels: {team: "
                      + team
                      + "}}, spec: {image: 'alpine:3', environment: {MARK: "
                      + team
                      + "}}}")
              .drafts()
              .getFirst(),
          new Precondition.None(),
          "tester");
      turn.wrote(WatchLog.Change.written(turn.number(), DeclaredResource.APP, APP, before));
      turn.keep();
    }
  }

  private void remove() {
    DesiredApp app = state.find(APP).orElseThrow();
    try (WatchLog.Turn turn = feed.turn()) {
      state.forget(APP, app.uid());
      turn.wrote(
          WatchLog.Change.deleted(
              turn.number(),
              DeclaredResource.APP,
              APP,
              new WatchLog.Remains.OfApp(app),
              app.declared().labels()));
      turn.keep();
    }
  }

  /** In the form {@code VERB labels}; what is hidden has no service. */
  private List<String> heard() throws InterruptedException {
    List<String> all = new ArrayList<>();
    for (Optional<Follower.News> news = follower.next(Duration.ZERO);
        news.isPresent();
        news = follower.next(Duration.ZERO)) {
      DeclaredResource.OfApp app = (DeclaredResource.OfApp) news.get().thing();
      String hidden = app.app().declared().services().isEmpty() ? " hidden" : "";
      all.add(news.get().verb() + " " + new TreeMap<>(app.labels()) + hidden);
    }
    return all;
  }

  @Test
  void whatEntersIsAddedAndWhatLeavesIsDeletedWithItsOldLabels() throws Exception {
    put("web");
    assertThat(heard()).containsExactly("ADDED {team=web}");
    put("ops");
    assertThat(heard()).containsExactly("DELETED {team=web} hidden");
    put("sea");
    feed.statusChanged(DeclaredResource.APP, APP);
    assertThat(heard()).isEmpty();
    put("web");
    assertThat(heard()).containsExactly("ADDED {team=web}");
  }

  /** What it left by was passed over for what came after it. */
  private void assertToldWithItsOldLabels(Runnable afterIt) throws Exception {
    put("web");
    assertThat(heard()).containsExactly("ADDED {team=web}");
    put("ops");
    afterIt.run();

    assertThat(heard()).containsExactly("DELETED {team=web} hidden");
  }

  /** Which knows no labels before. */
  @Test
  void whatHasLeftBeforeAChangeOfStatusIsDeletedWithItsOldLabels() throws Exception {
    assertToldWithItsOldLabels(() -> feed.statusChanged(DeclaredResource.APP, APP));
  }

  @Test
  void whatHasLeftAndThenBecameSomethingElseIsDeletedWithItsOldLabels() throws Exception {
    assertToldWithItsOldLabels(() -> put("sea"));
  }

  @Test
  void whatHasLeftAndThenWentIsDeletedWithItsOldLabels() throws Exception {
    assertToldWithItsOldLabels(this::remove);
  }

  @Test
  void ofWhatCameAndWentUnseenNothingIsTold() throws Exception {
    put("ops");
    put("sea");
    remove();
    put("web");
    remove();

    assertThat(heard()).isEmpty();
  }
}
