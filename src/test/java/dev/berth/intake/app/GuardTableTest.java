package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.gitops.MemoryLedger;
import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.receipt.Receipt.Outcome;
import dev.berth.manifest.LinkCatalog;
import dev.berth.query.InMemoryWatchLog;
import dev.berth.reconcile.MemoryState;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.policy.Quotas;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import dev.berth.state.Quarantine;
import dev.berth.state.secret.Secrets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Issue 19.7: every guard of a write lets through and refuses, whichever verb it comes by. */
class GuardTableTest {
  private static final AppDraft FIRST = Verb.shop("web", "image: 'nginx:1'");
  private static final AppDraft SECOND = Verb.shop("web", "image: 'nginx:2'");
  private static final AppDraft BROKEN = Verb.shop("web", "image: 'NGINX:2'");
  private static final AppDraft PRIVILEGED = Verb.shop("web", "image: x, privileged: true");
  private static final Policy STRICT = new Policy(List.of(), List.of());

  private final MemoryState state = new MemoryState();
  private final MemoryLedger ledger = new MemoryLedger();
  private final List<String> woken = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  @TempDir private Path folder;

  private Intake open;

  private Intake intake(Admission admission, AppSave save) {
    return new Intake(deps(admission, save));
  }

  private IntakeDeps deps(Admission admission, AppSave save) {
    return new IntakeDeps(
        state,
        new LinkCatalog(),
        new Contexts(new ContextStore(folder), List.of(), Secrets.none()),
        admission,
        (InstantSource) () -> now,
        woken::add,
        save);
  }

  @BeforeEach
  void twoRevisionsAreThere() {
    open = intake(draft -> List.of(), AppSave.PLAIN);
    Verb.PUT.by(open, FIRST);
    Verb.PUT.by(open, SECOND);
    now = now.plusSeconds(1);
    woken.clear();
  }

  private DesiredApp stored() {
    return state.find("shop").orElseThrow();
  }

  private Intake scoped(String selector) {
    LabelSelector scope = ((Validated.Valid<LabelSelector>) LabelSelector.parse(selector)).value();
    return guarded(scope);
  }

  private Intake owned() {
    return guarded(LabelSelector.EVERYTHING);
  }

  private Intake guarded(LabelSelector scope) {
    return new Intake(deps(draft -> List.of(), AppSave.PLAIN).guarded(() -> scope, ledger));
  }

  private static Outcome outcome(Receipt<DesiredApp> receipt) {
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    return ((Receipt.Accepted<DesiredApp>) receipt).outcome();
  }

  /** Refused in that way, by the door and by its dry run; nothing is stored, nobody woken. */
  @SuppressWarnings("rawtypes")
  private void refuses(Intake door, Verb verb, AppDraft draft, Class<? extends Receipt> as) {
    DesiredApp before = stored();
    for (Intake one : List.of(door, door.dryRun(), door.waking(woken::add), door.forced())) {
      assertThat(verb.by(one, draft)).isInstanceOf(as);
    }
    assertThat(stored()).isEqualTo(before);
    assertThat(woken).isEmpty();
  }

  /** As an open door does all this to the app that is there. */
  private static Outcome usual(Verb verb) {
    return verb == Verb.CREATE || verb == Verb.START ? Outcome.UNCHANGED : Outcome.UPDATED;
  }

  private static AppDraft brought(Verb verb) {
    return verb == Verb.PUT ? FIRST : SECOND;
  }

  @ParameterizedTest
  @EnumSource
  void whatNobodyGuardsIsDoneAndToldToTheLoop(Verb verb) {
    assertThat(outcome(verb.by(open, brought(verb)))).isEqualTo(usual(verb));
    assertThat(woken).hasSize(usual(verb) == Outcome.UPDATED ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource
  void aDryRunAnswersTheSameAndDoesNothing(Verb verb) {
    DesiredApp before = stored();

    assertThat(outcome(verb.by(open.dryRun(), brought(verb)))).isEqualTo(usual(verb));
    assertThat(stored()).isEqualTo(before);
    assertThat(state.revisions("shop")).hasSize(2);
    assertThat(woken).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aDoorThatWakesElsewhereWakesThereOnly(Verb verb) {
    List<String> elsewhere = new ArrayList<>();

    verb.by(open.waking(elsewhere::add), brought(verb));

    assertThat(elsewhere).hasSize(usual(verb) == Outcome.UPDATED ? 1 : 0);
    assertThat(woken).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aTokenForItDoesAll(Verb verb) {
    assertThat(outcome(verb.by(scoped("team=web"), brought(verb)))).isEqualTo(usual(verb));
  }

  @ParameterizedTest
  @EnumSource
  void aTokenForOthersDoesNothing(Verb verb) {
    Intake door = scoped("team=db");

    refuses(door, verb, SECOND, verb.writes() ? Receipt.Denied.class : Receipt.NotFound.class);
    if (verb.writes()) {
      refuses(door, verb, Verb.shop("db", "image: 'nginx:2'"), Receipt.Conflict.class);
    }
  }

  @Test
  void aTokenForOthersSeesNothing() {
    assertThat(scoped("team=db"))
        .returns(List.of(), Intake::all)
        .returns(0L, door -> door.countAfter(""))
        .returns(List.of(), door -> door.part("", 9))
        .returns(List.of(), door -> door.revisions("shop"))
        .returns(List.of(), door -> door.revisions("shop", 9, 9))
        .returns(true, door -> door.find("shop").isEmpty());
    assertThat(scoped("team=web"))
        .returns(1, door -> door.all().size())
        .returns(1L, door -> door.countAfter("shoo"))
        .returns(0L, door -> door.countAfter("shop"))
        .returns(1, door -> door.part("", 9).size())
        .returns(0, door -> door.part("", 0).size())
        .returns(2, door -> door.revisions("shop").size())
        .returns(1, door -> door.revisions("shop", 2, 9).size())
        .returns(true, door -> door.find("shop").isPresent());
  }

  /** Neither pauses nor steps are in any file. */
  @Test
  void howFarARolloutGoesIsNotTheFiles() {
    ledger.claim(new OwnedApp("shop", "git", "shop.yaml", false));

    assertThat(outcome(Verb.PAUSE.by(owned(), FIRST))).isEqualTo(Outcome.UPDATED);
    assertThat(stored().progress().paused()).isTrue();
    assertThat(ledger.owner("shop").orElseThrow().forced()).isFalse();
  }

  @Test
  void abortedIsToWhatTheTokenAndThePolicyAllow() {
    Verb.PUT.by(open, PRIVILEGED);
    state.revisionReady("shop", 3, now);
    Verb.PUT.by(open, SECOND);
    Intake strict = intake(STRICT::denials, AppSave.PLAIN);

    assertThat(strict.drive("shop", RolloutAction.ABORT, new Precondition.None(), "t"))
        .isInstanceOf(Receipt.Denied.class);
    Verb.PUT.by(open, Verb.shop("db", "image: x"));
    state.revisionReady("shop", 5, now);
    Verb.PUT.by(open, SECOND);
    assertThat(scoped("team=web").drive("shop", RolloutAction.ABORT, new Precondition.None(), "t"))
        .isEqualTo(new Receipt.Conflict<>("revision 5 is not for this token"));
    assertThat(outcome(open.drive("shop", RolloutAction.ABORT, new Precondition.None(), "ann")))
        .isEqualTo(Outcome.UPDATED);
    assertThat(stored().quarantine().orElseThrow())
        .returns(6L, Quarantine::revision)
        .returns(5L, Quarantine::target)
        .returns("by ann", Quarantine::message);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PAUSE")
  void whatAFileDecidesIsLeftToTheFile(Verb verb) {
    ledger.claim(new OwnedApp("shop", "git", "shop.yaml", false));
    Intake door = owned();
    DesiredApp before = stored();

    assertThat(verb.by(door, brought(verb))).isInstanceOf(Receipt.Conflict.class);
    assertThat(verb.by(door.dryRun(), brought(verb))).isInstanceOf(Receipt.Conflict.class);
    assertThat(verb.by(door.waking(woken::add), brought(verb)))
        .isInstanceOf(Receipt.Conflict.class);
    assertThat(stored()).isEqualTo(before);
    assertThat(woken).isEmpty();
    assertThat(ledger.owner("shop").orElseThrow().forced()).isFalse();
  }

  /** Who may not see an app does not learn either who answers for it. */
  @ParameterizedTest
  @EnumSource
  void theScopeIsAskedBeforeTheOwner(Verb verb) {
    ledger.claim(new OwnedApp("shop", "git", "shop.yaml", false));

    assertThat(verb.by(scoped("team=db"), Verb.shop("db", "image: x")))
        .isEqualTo(
            verb.writes()
                ? new Receipt.Conflict<>("app shop exists, and is not for this token")
                : new Receipt.NotFound<>("shop"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PAUSE")
  void forceOverridesTheFileAndIsWrittenDown(Verb verb) {
    ledger.claim(new OwnedApp("shop", "git", "shop.yaml", false));
    Intake door = owned().forced();

    assertThat(outcome(verb.by(door.dryRun(), brought(verb)))).isEqualTo(usual(verb));
    assertThat(ledger.owner("shop").orElseThrow().forced()).isFalse();
    assertThat(outcome(verb.by(door, brought(verb)))).isEqualTo(usual(verb));
    assertThat(ledger.owner("shop").orElseThrow().forced()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE", "PUT"})
  void whatIsRefusedByForceIsNoOverride(Verb verb) {
    ledger.claim(new OwnedApp("shop", "git", "shop.yaml", false));

    assertThat(verb.by(owned().forced(), BROKEN)).isInstanceOf(Receipt.Invalid.class);
    assertThat(ledger.owner("shop").orElseThrow().forced()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatNoFileDeclaresAnyMoreIsEverybodys(Verb verb) {
    ledger.claim(new OwnedApp("shop", "git", "", false));

    assertThat(outcome(verb.by(owned(), brought(verb)))).isEqualTo(usual(verb));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsClaimedAndNotThereIsNobodysToChangeAndTheFilesToMake(Verb verb) {
    state.forget("shop", stored().uid());
    ledger.claim(new OwnedApp("shop", "git", "shop.yaml", false));

    assertThat(verb.by(owned(), SECOND))
        .isInstanceOf(verb.writes() ? Receipt.Conflict.class : Receipt.NotFound.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE", "PUT"})
  void whatIsWrongIsRefused(Verb verb) {
    refuses(open, verb, BROKEN, Receipt.Invalid.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE", "PUT"})
  void whatThePolicyForbidsIsRefused(Verb verb) {
    refuses(intake(STRICT::denials, AppSave.PLAIN), verb, PRIVILEGED, Receipt.Denied.class);
  }

  @Test
  void whatThePolicyForbidsByNowIsNotRolledBackTo() {
    Verb.PUT.by(open, PRIVILEGED);
    Verb.PUT.by(open, SECOND);
    woken.clear();
    Intake door = intake(STRICT::denials, AppSave.PLAIN);

    assertThat(door.rollBack("shop", 3, new Precondition.None(), "t"))
        .isInstanceOf(Receipt.Denied.class);
    assertThat(woken).isEmpty();
    assertThat(outcome(door.rollBack("shop", 1, new Precondition.None(), "t")))
        .isEqualTo(Outcome.UPDATED);
  }

  @Test
  void anUnknownRevisionIsToldWithThoseThereAre() {
    assertThat(open.rollBack("shop", 7, new Precondition.None(), "t"))
        .isEqualTo(
            new Receipt.Invalid<>(
                List.of(new Violation("revision", "there is no revision 7; there are [1, 2]"))));
  }

  private Intake within(int apps, int replicas) {
    Quotas quotas =
        new Quotas(OptionalInt.of(apps), OptionalInt.of(replicas), OptionalLong.empty());
    return intake(
        draft -> List.of(),
        new QuotaCheck(
            quotas,
            new InMemoryWatchLog(new java.util.concurrent.atomic.AtomicLong()::incrementAndGet)));
  }

  @ParameterizedTest
  @CsvSource({"3, true", "2, false"})
  void aQuotaTakesWhatFitsAndNoMore(int replicas, boolean fits) {
    AppDraft three = Verb.shop("web", "image: x, replicas: 3");

    if (fits) {
      assertThat(outcome(Verb.PUT.by(within(1, replicas), three))).isEqualTo(Outcome.UPDATED);
    } else {
      refuses(within(1, replicas), Verb.PUT, three, Receipt.Denied.class);
    }
  }

  @Test
  void whoIsOverTheQuotaMayEnd() {
    assertThat(outcome(Verb.REMOVE.by(within(0, 0), FIRST))).isEqualTo(Outcome.UPDATED);
  }

  @Test
  void whatIsGoingTakesNoRoom() {
    Verb.REMOVE.by(open, FIRST);
    AppDraft other =
        dev.berth.manifest.ManifestReader.read("{name: other, image: x}").drafts().getFirst();

    assertThat(outcome(within(1, 1).create(other, "t"))).isEqualTo(Outcome.CREATED);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CREATE")
  void aPreconditionThatHoldsLetsThrough(Verb verb) {
    long version = stored().resourceVersion();

    for (Precondition held :
        List.of(
            new Precondition.Exists(),
            new Precondition.Version(version),
            new Precondition.Seen(version + 3, version + 5))) {
      assertThat(outcome(verb.by(open.dryRun(), brought(verb), held))).isEqualTo(usual(verb));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CREATE")
  void aPreconditionThatIsBreachedRefuses(Verb verb) {
    long version = stored().resourceVersion();
    DesiredApp before = stored();

    for (Precondition breached :
        List.of(
            new Precondition.Absent(),
            new Precondition.Version(version - 1),
            new Precondition.Seen(version + 6, version + 5),
            new Precondition.Seen(version - 1, version))) {
      assertThat(verb.by(open, brought(verb), breached))
          .isInstanceOf(Receipt.PreconditionFailed.class);
    }
    assertThat(stored()).isEqualTo(before);
    assertThat(woken).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotThereIsMadeOrNotFound(Verb verb) {
    state.forget("shop", stored().uid());

    if (verb.writes()) {
      assertThat(outcome(verb.by(open, SECOND))).isEqualTo(Outcome.CREATED);
    } else {
      assertThat(verb.by(open, SECOND)).isEqualTo(new Receipt.NotFound<>("shop"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsBeingDeletedIsNotChanged(Verb verb) {
    Verb.REMOVE.by(open, SECOND);
    woken.clear();

    if (verb == Verb.REMOVE) {
      assertThat(outcome(verb.by(open, SECOND))).isEqualTo(Outcome.UNCHANGED);
    } else {
      refuses(open, verb, SECOND, Receipt.Conflict.class);
    }
  }

  @Test
  void anAppOfThatNameThatSaysOtherwiseIsNotMadeAnew() {
    refuses(open, Verb.CREATE, FIRST, Receipt.Conflict.class);
  }

  @Test
  void whoStopsStaysStoppedOverWhatComesNext() {
    Verb.STOP.by(open, SECOND);

    assertThat(outcome(Verb.CREATE.by(open, SECOND))).isEqualTo(Outcome.UNCHANGED);
    assertThat(stored().isStopped()).isTrue();
    assertThat(outcome(Verb.ROLL_BACK.by(open, SECOND))).isEqualTo(Outcome.UPDATED);
    assertThat(stored().isStopped()).isTrue();
    assertThat(outcome(Verb.START.by(open, SECOND))).isEqualTo(Outcome.UPDATED);
    assertThat(stored().isStopped()).isFalse();
  }
}
