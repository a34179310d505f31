package dev.berth.intake.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.app.Intake;
import dev.berth.intake.app.Intakes;
import dev.berth.intake.receipt.Precondition;
import dev.berth.manifest.ManifestReader;
import dev.berth.port.EventFilter;
import dev.berth.reconcile.MemoryState;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.status.AppEvent;
import dev.berth.status.MemoryHistory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventQueriesTest {
  private static final EventFilter ANY =
      new EventFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  private static final ResourceFilter ALL =
      new ResourceFilter(Optional.empty(), LabelSelector.EVERYTHING);

  private final MemoryHistory history = new MemoryHistory(new ArrayList<>());

  @TempDir private Path folder;

  private Intake intake;
  private EventQueries queries;

  @BeforeEach
  void twoTeams() {
    intake = Intakes.over(new MemoryState(), folder);
    put("shop", "web");
    put("ledger", "ops");
    queries = new EventQueries(intake, history);
  }

  private void put(String name, String team) {
    intake.put(
        ManifestReader.read(
                "{apiVersion: berth.dev/v1, kind: App, metadata: {name: %s, labels: {team: %s}}, spec: {image: x}}"
                    .formatted(name, team))
            .drafts()
            .getFirst(),
        new Precondition.None(),
        "tester");
  }

  private void happened(long version, String app, String service, String reason) {
    history.append(
        new AppEvent(
            version,
            version,
            app,
            AppEvent.Subject.service(service),
            Instant.EPOCH,
            reason.endsWith("Failed"),
            reason,
            "",
            Optional.empty(),
            1));
  }

  private static ResourceFilter web() {
    LabelSelector scope =
        ((Validated.Valid<LabelSelector>) LabelSelector.parse("team=web")).value();
    return new ResourceFilter(Optional.empty(), LabelSelector.EVERYTHING, scope);
  }

  private static List<Long> versions(EventQueries.Batch batch) {
    return batch.items().stream().map(AppEvent::version).toList();
  }

  @Test
  void pagesGoBackWithoutGapOrDouble() {
    for (int i = 1; i <= 1200; i++) {
      happened(i, i % 3 == 0 ? "shop" : "ledger", "web", "Rotated");
    }

    EventQueries.Batch last = queries.before(Long.MAX_VALUE, ANY, web(), 2);
    EventQueries.Batch all = queries.before(last.older().orElseThrow(), ANY, web(), 1000);

    assertThat(versions(last)).containsExactly(1197L, 1200L);
    assertThat(last.last()).isEqualTo(1200);
    assertThat(versions(all)).hasSize(398).startsWith(3L).endsWith(1191L, 1194L);
    assertThat(all.older()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void aReaderSeesNeitherEventsOfAppsOfOthersNorOfSourcesNorOfWhatIsGone() {
    happened(1, "shop", "web", "Rotated");
    happened(2, "ledger", "web", "Rotated");
    happened(3, "source/main", "web", "Synced");
    happened(4, "gone", "web", "Rotated");

    assertThat(versions(queries.after(0, ANY, web()))).containsExactly(1L);
    assertThat(versions(queries.after(0, ANY, ALL))).containsExactly(1L, 2L);
    assertThat(versions(queries.before(Long.MAX_VALUE, ANY, web(), 9))).containsExactly(1L);
    assertThat(queries.sees("ledger", web())).isFalse();
  }

  /** Or a stream would look at what it may not show again and again. */
  @Test
  void goesOnBehindWhatIsNotShown() {
    happened(7, "ledger", "web", "Rotated");

    assertThat(queries.after(0, ANY, web()).last()).isEqualTo(7);
    assertThat(queries.after(7, ANY, web()).last()).isEqualTo(7);
  }

  @Test
  void filtersHoldTogether() {
    happened(1, "shop", "web", "ImagePushed");
    happened(2, "shop", "web", "PushFailed");
    happened(3, "shop", "redis", "PushFailed");
    happened(4, "ledger", "web", "PushFailed");

    EventFilter filter =
        new EventFilter(
            Optional.of("shop"), Optional.of("web"), Optional.of("PushFailed"), Optional.of(true));

    assertThat(versions(queries.after(0, filter, ALL))).containsExactly(2L);
  }
}
