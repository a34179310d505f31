package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader;
import dev.berth.plan.Samples;
import dev.berth.spec.Front;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrontGuardTest {
  private static final AppCommand REMOVE = new AppCommand.Remove(Front.APP, false);

  private static AppDraft draft(String text) {
    return ManifestReader.read(text).drafts().getFirst();
  }

  private static DesiredApp front() {
    return Samples.desired(Front.app(Front.Address.USUAL, List.of(), Set.of(), Optional.empty()));
  }

  private static Optional<Receipt<DesiredApp>> refusal(
      AppCommand command, Optional<DesiredApp> stored, Optional<AppDraft> draft) {
    return new FrontGuard()
        .refusal(new WriteAttempt(command, WriteOptions.PLAIN, stored, Optional.empty(), draft));
  }

  static Stream<AppCommand> ofContent() {
    return Stream.of(
        REMOVE,
        new AppCommand.RollBack(Front.APP, 1),
        new AppCommand.Drive(Front.APP, RolloutAction.ABORT));
  }

  @ParameterizedTest
  @MethodSource("ofContent")
  void nobodyChangesTheFrontDoorByHand(AppCommand command) {
    assertThat(Front.isFront(front().declared())).isTrue();
    assertThat(refusal(command, Optional.of(front()), Optional.empty()))
        .get()
        .isInstanceOfSatisfying(
            Receipt.Conflict.class,
            conflict -> assertThat(conflict.toString()).contains("ingress.hosts"));
    assertThat(refusal(command, Optional.empty(), Optional.empty()))
        .as("its name is nobody's, where it is not there yet")
        .isPresent();
  }

  static Stream<AppCommand> ofItsLife() {
    return Stream.of(
        new AppCommand.Stop(
            Front.APP, new DesiredApp.Halt(Optional.of(Duration.ZERO), Optional.empty())),
        new AppCommand.Start(Front.APP),
        new AppCommand.Restart(Front.APP));
  }

  @ParameterizedTest
  @MethodSource("ofItsLife")
  void whoeverMayStopsAndStartsIt(AppCommand command) {
    assertThat(refusal(command, Optional.of(front()), Optional.empty())).isEmpty();
  }

  @Test
  void anAppOfAUserThatHasTheNameIsTheUsers() {
    DesiredApp theirs = Samples.desired(draft("{name: berth-front, image: x}").app());
    assertThat(refusal(REMOVE, Optional.of(theirs), Optional.empty())).isEmpty();
    assertThat(refusal(new AppCommand.Remove("shop", false), Optional.empty(), Optional.empty()))
        .isEmpty();
  }

  @Test
  void certificatesOfTheFrontDoorAreNobodysSecrets() {
    AppDraft named =
        draft(
            "{name: shop, image: x, ports: [80], ingress: {hosts: [shop.example], tls: {secret:"
                + " '~shop.example'}}}");
    Optional<Receipt<DesiredApp>> receipt =
        refusal(new AppCommand.Start("shop"), Optional.empty(), Optional.of(named));
    assertThat(receipt)
        .get()
        .isInstanceOfSatisfying(
            Receipt.Invalid.class,
            invalid ->
                assertThat(((Receipt.Invalid<?>) invalid).violations())
                    .extracting(Violation::path)
                    .containsExactly("ingress.tls.secret"));
  }
}
