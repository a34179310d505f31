package dev.berth.reconcile.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.ExecResult;
import dev.berth.intake.receipt.Precondition;
import dev.berth.reconcile.Rig;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppEvent;
import dev.berth.status.Condition;
import dev.berth.status.Phase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start is not over before its hooks are, and fails with them. */
class HookRunnerTest {
  private static final String SHOP =
      """
      name: shop
      services:
        db: {image: "web:1", post_start: [{command: [fill]}, {command: [seal]}]}
        web: {image: "web:1", depends_on: [db]}
        last: {image: "web:1", pre_stop: [{command: [flush]}]}
      """;

  @TempDir Path folder;
  private Rig rig;
  private Rig.Berth berth;

  @BeforeEach
  void begin() {
    rig = new Rig(folder);
    rig.engine.addImage("web:1");
    rig.put(SHOP);
    berth = rig.berth();
  }

  private Condition ready() {
    return berth.board.find("shop").orElseThrow().condition(Condition.Type.READY);
  }

  private List<String> failures() {
    return rig.events.stream()
        .filter(event -> event.warning() && event.reason().equals("HookFailed"))
        .map(AppEvent::message)
        .toList();
  }

  @Test
  void whatIsStartedIsReadyAfterItsHooksAndSoAreThoseThatWaitForIt() {
    rig.hold();
    berth.converge();
    assertThat(ready().status()).isEqualTo(Condition.Verdict.FALSE);
    assertThat(ready().message()).contains("web waits: db is not started");
    assertThat(rig.containers("shop", "web")).noneMatch(c -> c.isRunning());

    rig.release();
    berth.converge();
    assertThat(ready().status()).isEqualTo(Condition.Verdict.TRUE);
    assertThat(rig.engine.writes()).contains("hook [fill]", "hook [seal]");
  }

  @Test
  void aHookThatFailsFailsTheStartAndIsTold() {
    rig.engine.hook("fill", new ExecResult(3, "no water\n"));
    berth.converge();

    assertThat(ready().reason()).isEqualTo("HookFailed");
    assertThat(ready().message()).endsWith("post_start hook `fill` exited 3: no water");
    assertThat(berth.board.find("shop").orElseThrow().isStalled()).isTrue();
    assertThat(failures()).singleElement().asString().endsWith("exited 3: no water");
    assertThat(rig.engine.writes()).doesNotContain("hook [seal]");
    assertThat(rig.containers("shop", "web")).noneMatch(c -> c.isRunning());
  }

  @Test
  void aRestartTriesThemAgain() {
    rig.engine.hook("seal", new ExecResult(1, ""));
    berth.converge();
    assertThat(ready().message()).endsWith("exited 1 and said nothing");
    rig.engine.hook("seal", new ExecResult(0, ""));
    rig.pass(java.time.Duration.ofMinutes(1));
    rig.intake().restart("shop", new Precondition.None(), "t");
    berth.converge();

    assertThat(ready().status()).isEqualTo(Condition.Verdict.TRUE);
  }

  @Test
  void aHookBeforeAStopThatFailsIsToldAndTheStopGoesOn() {
    rig.engine.hook("flush", new ExecResult(7, "clogged"));
    berth.converge();
    rig.intake().stop("shop", DesiredApp.Halt.GRACEFUL, new Precondition.None(), "t");
    berth.converge();

    assertThat(failures()).singleElement().asString().endsWith("`flush` exited 7: clogged");
    assertThat(berth.board.find("shop").orElseThrow().phase()).isEqualTo(Phase.STOPPED);
  }

  /** Issue 17: what leaves the app is ended as it was wanted while it was in it. */
  @Test
  void whatIsTakenOutOfTheAppRunsTheHooksOfItsRevision() {
    berth.converge();
    rig.put("{name: shop, services: {db: {image: 'web:1'}}}");
    berth.converge();

    assertThat(rig.containers("shop", "last")).isEmpty();
    assertThat(rig.engine.writes()).filteredOn(call -> call.contains("flush")).hasSize(1);
  }

  @Test
  void whatIsReplacedRunsItsOwnHooksAndWhatStaysTheNewOnes() {
    berth.converge();
    rig.engine.addImage("web:2");
    rig.put("{name: shop, services: {last: {image: 'web:2', pre_stop: [{command: [drain]}]}}}");
    berth.converge();
    rig.put("{name: shop, services: {last: {image: 'web:2', pre_stop: [{command: [sink]}]}}}");
    berth.converge();
    rig.put("{name: shop, services: {other: {image: 'web:2'}}}");
    berth.converge();

    assertThat(rig.engine.writes())
        .filteredOn(call -> call.matches(".*(flush|drain|sink).*"))
        .hasSize(2)
        .first()
        .asString()
        .contains("flush");
    assertThat(rig.engine.writes()).anyMatch(call -> call.contains("sink"));
  }
}
