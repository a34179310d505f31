package dev.berth.intake.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conditional writes (issue 18): the version that the ETag shows is the one that is named. */
class PreconditionTest {
  private static final Optional<Long> STORED = Optional.of(7L);

  @Test
  void whatWasSeenSinceTheLastChangeMatches() {
    assertThat(new Precondition.Seen(7, 9).breach(STORED)).isEmpty();
    assertThat(new Precondition.Seen(8, 9).breach(STORED)).isEmpty();
    assertThat(new Precondition.Seen(9, 9).breach(STORED)).isEmpty();
  }

  @Test
  void anOlderOneIsToldTheVersionOfTheTag() {
    assertThat(new Precondition.Seen(6, 9).breach(STORED).orElse(""))
        .startsWith("version 6 was asked for, it is at version 9");
  }

  @Test
  void oneThatWasNeverReachedMatchesNothing() {
    assertThat(new Precondition.Seen(10, 9).breach(STORED).orElse(""))
        .startsWith("version 10 was asked for, it is at version 9");
    assertThat(new Precondition.Seen(-1, 9).breach(STORED).orElse(""))
        .startsWith("a version that is none was asked for, it is at version 9");
    assertThat(new Precondition.Seen(1, 0).breach(Optional.empty())).isPresent();
  }
}
