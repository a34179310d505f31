package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.LinkCatalog;
import dev.berth.manifest.ManifestReader;
import dev.berth.reconcile.MemoryState;
import dev.berth.spec.ImageSource;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.validation.AppDraft;
import dev.berth.state.secret.Secrets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 16: a write that comes second is made from what the first one stored. */
class LostRaceTest {
  private final MemoryState state = new MemoryState();

  @TempDir private Path folder;

  private Intake intake(AppSave appSave) {
    return new Intake(
        new IntakeDeps(
            state,
            new LinkCatalog(),
            new Contexts(new ContextStore(folder), List.of(), Secrets.none()),
            new Policy(List.of(), List.of())::denials,
            InstantSource.fixed(Instant.EPOCH),
            app -> {},
            appSave));
  }

  private static AppDraft draft(String token, String service) {
    return ManifestReader.read(
            "{name: shop, build: {dockerfile_inline: FROM x, args: {TOKEN: '%s'}}, %s}"
                .formatted(token, service))
        .drafts()
        .getFirst();
  }

  private void put(Intake intake, AppDraft draft) {
    assertThat(intake.put(draft, new Precondition.None(), "test"))
        .isInstanceOf(Receipt.Accepted.class);
  }

  /** Before the first save somebody else stores another version. */
  private AppSave behind(AppDraft rival) {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    return (into, next, last) -> {
      if (isFirst.getAndSet(false)) {
        put(intake(AppSave.PLAIN), rival);
      }
      return last.get();
    };
  }

  private String stored(String what) {
    var shop = state.find("shop").orElseThrow().app();
    return what.equals("TOKEN")
        ? ((ImageSource.Build) shop.service("shop").image()).args().getOrDefault("TOKEN", "")
        : shop.service("redis").environment().toString();
  }

  @Test
  void hiddenArgumentsAreThoseOfTheVersionThatWasReplaced() {
    put(intake(AppSave.PLAIN), draft("old", "replicas: 1"));

    put(intake(behind(draft("new", "replicas: 2"))), draft("***", "replicas: 3"));

    assertThat(stored("TOKEN")).isEqualTo("new");
  }

  @Test
  void passwordsOfLinksAreThoseOfTheVersionThatWasReplaced() {
    put(intake(AppSave.PLAIN), draft("t", "replicas: 1"));
    String linked = "links: {redis: {auth: true}}";
    String[] first = new String[1];
    AppSave appSave = behind(draft("t", linked));

    put(
        intake((into, next, last) -> {
          try {
            return appSave.save(into, next, last);
          } catch (dev.berth.state.AppStore.Conflict e) {
            first[0] = stored("redis");
            throw e;
          }
        }),
        draft("t", linked + ", replicas: 3"));

    assertThat(stored("redis")).isEqualTo(first[0]);
  }
}
