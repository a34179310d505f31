package dev.berth.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why something that is wanted is not done yet. */
class WaitReasonTest {
  @Test
  void whatGoesOnBehindAHolderIsToldApart() {
    assertThat(WaitReason.Kind.values())
        .filteredOn(kind -> new WaitReason("web", kind, "", Optional.empty()).isOfRotation())
        .containsExactly(
            WaitReason.Kind.ROTATION,
            WaitReason.Kind.HOLDER_SILENT,
            WaitReason.Kind.NOT_REACHABLE,
            WaitReason.Kind.STAGE,
            WaitReason.Kind.PAUSED);
  }
}
