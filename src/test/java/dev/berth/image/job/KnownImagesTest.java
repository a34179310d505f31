package dev.berth.image.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.EngineEvent;
import dev.berth.engine.FakeEngine;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the events of images wake: those whose image is another one now, and nobody else. */
class KnownImagesTest {
  private final FakeEngine engine = new FakeEngine();
  private final KnownImages known = new KnownImages(engine);

  @BeforeEach
  void twoAppsOfOneImage() {
    engine.addImage("web:1");
    known.look("shop", "web:1");
    known.look("blog", "web:1");
  }

  private static EngineEvent event(String action, String name) {
    return new EngineEvent(
        EngineEvent.Subject.IMAGE, action, name, Map.of("name", name), Instant.EPOCH);
  }

  @Test
  void anotherNameForItWakesNobody() {
    engine.tag("web:1", "elsewhere/web:9");

    assertThat(known.changed(event("tag", "elsewhere/web:9"))).isEmpty();
    int calls = engine.calls().size();
    known.look("shop", "web:1");
    assertThat(engine.calls()).as("nothing is asked again").hasSize(calls);
  }

  @Test
  void anotherImageOfItsNameWakesWhoUsesIt() {
    engine.addImage("newer:1");
    engine.tag("newer:1", "web:1");

    assertThat(known.changed(event("tag", "web:1"))).containsExactlyInAnyOrder("shop", "blog");
  }

  @Test
  void oneThatIsGoneWakesWhoUsesIt() {
    engine.removeImage("web:1", true);

    assertThat(known.changed(event("untag", "web:1"))).containsExactlyInAnyOrder("shop", "blog");
  }

  @Test
  void whatIsOfOthersIsNotEvenAsked() {
    int calls = engine.calls().size();

    assertThat(known.changed(event("pull", "database:3"))).isEmpty();
    assertThat(engine.calls()).hasSize(calls);
  }

  @Test
  void anEngineThatDoesNotAnswerIsNoReasonToBelieveWhatIsKnown() {
    engine.reachable(false);

    assertThat(known.changed(event("tag", "web:1"))).containsExactlyInAnyOrder("shop", "blog");
  }
}
