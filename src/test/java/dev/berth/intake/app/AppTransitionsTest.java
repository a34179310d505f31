package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.App;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.state.DesiredApp;
import dev.berth.state.Quarantine;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How generation, revision, run state and what was in quarantine go on from wish to wish. */
class AppTransitionsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final App ONE = Verb.shop("web", "image: x").app();
  private static final App TWO = Verb.shop("web", "image: y").app();
  private static final App ONE_STOPPED = ONE.withState(App.RunState.STOPPED);

  /** The first, whose revision before it failed. */
  private static DesiredApp first() {
    DesiredApp made = AppTransitions.first(ONE, ONE, NOW);
    return new DesiredApp(
        made.uid(),
        made.generation(),
        made.revision(),
        made.resourceVersion(),
        made.declared(),
        made.app(),
        made.createdAt(),
        made.restartedAt(),
        made.halt(),
        made.deletion(),
        Optional.of(new Quarantine(1, 1, 1, "x", "x", NOW)));
  }

  private static String text(DesiredApp app) {
    return "generation %d, revision %d, %s, %s, %s"
        .formatted(
            app.generation(),
            app.revision(),
            app.isStopped() ? "stopped" : "running",
            app.restartedAt().map(at -> "restarted").orElse("as started"),
            app.quarantine().map(q -> "quarantine").orElse("free"));
  }

  @Test
  void theFirstIsNumberedOne() {
    assertThat(text(AppTransitions.first(ONE, ONE, NOW)))
        .isEqualTo("generation 1, revision 1, running, as started, free");
  }

  @Test
  void anotherContentIsAnotherRevisionAndEndsTheQuarantine() {
    assertThat(text(AppTransitions.replaced(first(), TWO, TWO, LATER)))
        .isEqualTo("generation 2, revision 2, running, as started, free");
  }

  @Test
  void theSameIsTheSame() {
    DesiredApp before = first();

    assertThat(AppTransitions.replaced(before, ONE, ONE, LATER)).isSameAs(before);
    assertThat(AppTransitions.replaced(before, TWO, ONE, LATER)).isNotSameAs(before);
    assertThat(AppTransitions.replaced(before, ONE, TWO, LATER)).isNotSameAs(before);
  }

  @Test
  void stoppingAndResumingIsNoRevision() {
    DesiredApp stopped = AppTransitions.replaced(first(), ONE_STOPPED, ONE_STOPPED, LATER);

    assertThat(text(stopped))
        .isEqualTo("generation 2, revision 1, stopped, as started, quarantine");
    assertThat(text(AppTransitions.replaced(stopped, ONE, ONE, LATER)))
        .isEqualTo("generation 3, revision 1, running, restarted, quarantine");
    assertThat(text(AppTransitions.running(stopped, LATER)))
        .isEqualTo("generation 3, revision 1, running, restarted, quarantine");
  }

  @Test
  void whatWasRestartedOnceStaysSo() {
    DesiredApp restarted = AppTransitions.running(first(), LATER);

    assertThat(text(AppTransitions.replaced(restarted, TWO, TWO, LATER.plusSeconds(1))))
        .isEqualTo("generation 3, revision 2, running, restarted, free");
    assertThat(AppTransitions.replaced(restarted, TWO, TWO, LATER.plusSeconds(1)).restartedAt())
        .contains(LATER);
  }

  @Test
  void stoppedAgainInTheSameWayIsTheSame() {
    DesiredApp stopped = AppTransitions.stopped(first(), DesiredApp.Halt.GRACEFUL);

    assertThat(text(stopped))
        .isEqualTo("generation 2, revision 1, stopped, as started, quarantine");
    assertThat(AppTransitions.stopped(stopped, DesiredApp.Halt.GRACEFUL)).isSameAs(stopped);
  }

  /** Who asks for the volumes too asks for more; who asks for less than before for nothing. */
  @ParameterizedTest
  @CsvSource({
    "false, false, false",
    "false, true,  true",
    "true,  false, false",
    "true,  true,  false",
  })
  void aRemovalAsksForNoLessThanTheOneBefore(boolean before, boolean now, boolean isMore) {
    DesiredApp deleting = AppTransitions.deleting(first(), before, NOW);
    DesiredApp again = AppTransitions.deleting(deleting, now, LATER);

    assertThat(deleting.generation()).isEqualTo(2);
    assertThat(again.generation()).isEqualTo(isMore ? 3 : 2);
    assertThat(again.deletion().orElseThrow())
        .isEqualTo(new DesiredApp.Deletion(isMore ? LATER : NOW, before || now));
  }

  @ParameterizedTest
  @CsvSource({"'', old", "new, new"})
  void whoManagesWhatStaysUnlessItIsSaid(String said, String kept) {
    DesiredApp before = first().withNotes(new ClientMetadata(new TreeMap<>(), "old"));
    ClientMetadata written = new ClientMetadata(new TreeMap<>(Map.of("a", "b")), said);

    assertThat(AppTransitions.notes(Optional.of(before), written))
        .isEqualTo(new ClientMetadata(new TreeMap<>(Map.of("a", "b")), kept));
    assertThat(AppTransitions.notes(Optional.empty(), written)).isEqualTo(written);
  }
}
