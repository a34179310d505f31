package dev.berth.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.disk.OwnHome;
import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.intake.app.AppSave;
import dev.berth.intake.app.Intake;
import dev.berth.intake.app.IntakeDeps;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.SourceOperations;
import dev.berth.manifest.LinkCatalog;
import dev.berth.manifest.ManifestReader;
import dev.berth.reconcile.MemoryState;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.spec.validation.Validated;
import dev.berth.state.DesiredApp;
import dev.berth.state.MemoryResources;
import dev.berth.state.Resource;
import dev.berth.state.secret.PlainVault;
import dev.berth.state.secret.Secrets;
import dev.berth.status.AppEvent;
import dev.berth.status.MemoryHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A folder, a database in memory, and who syncs the one to the other, on the test's thread. */
final class SourceRig implements AutoCloseable {
  final Path folder;
  final MemoryState state = new MemoryState();
  final MemoryLedger ledger = new MemoryLedger();
  final MemoryResources stored = new MemoryResources();
  SourceRoots roots =
      new SourceRoots(Optional.empty(), () -> true, new OwnHome(Path.of("/var/lib/berth")));
  final SourceKind kind = new SourceKind(new PlainVault(), ledger, roots);
  final ResourceIntake resourceIntake;
  final List<AppEvent> events = new ArrayList<>();
  final List<String> woken = new ArrayList<>();
  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private SourceReconciler sourceReconciler;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final ContextStore contexts;

  /** Every write of an app counts down; the one that reaches 0 kills. */
  int writesToLive = Integer.MAX_VALUE;

  SourceRig(Path home) throws IOException {
    folder = Files.createDirectories(home.resolve("tree"));
    contexts = new ContextStore(home.resolve("contexts"));
    resourceIntake = new ResourceIntake(stored, List.of(kind), clock);
    sourceReconciler = new SourceReconciler(tools(home));
  }

  /** With other settings. */
  void reopen(Path home) {
    sourceReconciler = new SourceReconciler(tools(home));
  }

  SourceDeps tools(Path home) {
    return new SourceDeps(
        stored,
        ledger,
        (tree, at) ->
            intake(
                Contexts.below(contexts, tree, at, dev.berth.state.secret.Secrets.none()),
                policy().below(tree.root(), at)),
        new PlainVault(),
        Secrets.none(),
        new MemoryHistory(events),
        home.resolve("sources"),
        roots,
        clock,
        threads,
        new SplittableRandom(1),
        SyncMeter.NONE);
  }

  private static Policy policy() {
    return new Policy(List.of(), List.of());
  }

  private Intake intake(Contexts where, Policy policy) {
    return new Intake(deps(where, policy));
  }

  private IntakeDeps deps(Contexts where, Policy policy) {
    return new IntakeDeps(
        state, new LinkCatalog(), where, policy::denials, clock, this::wake, AppSave.PLAIN);
  }

  /** As a process that is killed: what was written before stays. */
  private void wake(String app) {
    woken.add(app);
    if (--writesToLive == 0) {
      throw new Killed();
    }
  }

  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** The door that HTTP uses. */
  Intake http() {
    Contexts where = new Contexts(contexts, List.of(), dev.berth.state.secret.Secrets.none());
    return new Intake(deps(where, policy()).guarded(() -> LabelSelector.EVERYTHING, ledger));
  }

  Receipt<DesiredApp> put(String manifest) {
    return http()
        .put(
            ManifestReader.read(manifest).drafts().getFirst(), new Precondition.None(), "somebody");
  }

  /** Declares a source; flat form. */
  Resource declare(String manifest) {
    Validated<ResourceDraft> draft = ManifestReader.resource("Source", manifest);
    Receipt<Resource> receipt =
        resourceIntake.put(
            kind, ((Validated.Valid<ResourceDraft>) draft).value(), new Precondition.None());
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    return ((Receipt.Accepted<Resource>) receipt).desired();
  }

  /** The folder, as a source that prunes. */
  Resource source(String name) {
    return stored
        .find("Source", name)
        .orElseGet(() -> declare("name: " + name + "\nfolder: " + folder + "\nprune: true\n"));
  }

  Map<String, Object> sync() {
    return sync("files", false);
  }

  Map<String, Object> sync(String source, boolean allowEmpty) {
    now = now.plusSeconds(1);
    sourceReconciler.sync(source(source), allowEmpty, Duration.ofSeconds(30));
    return ledger.report(source).orElseThrow();
  }

  SourceOperations.Diff diff() {
    return sourceReconciler.diff(source("files"), false);
  }

  void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void delete(String path) throws IOException {
    Files.delete(folder.resolve(path));
  }

  /** An app of one image. */
  static String app(String name, String tag) {
    return "name: " + name + "\nimage: demo:" + tag + "\n";
  }

  /** Names of apps that are wanted, those being deleted with a minus before. */
  List<String> apps() {
    return state.all().stream()
        .map(app -> (app.isDeleting() ? "-" : "") + app.name())
        .sorted()
        .toList();
  }

  /** Each file with its result. */
  static List<String> results(Map<String, Object> report) {
    List<String> lines = new ArrayList<>();
    for (Object any : (List<?>) report.getOrDefault("files", List.of())) {
      Map<?, ?> file = (Map<?, ?>) any;
      lines.add(file.get("file") + " " + file.get("result"));
    }
    return lines;
  }

  void forgetDeleted() {
    state.all().stream()
        .filter(DesiredApp::isDeleting)
        .forEach(app -> state.forget(app.name(), app.uid()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
