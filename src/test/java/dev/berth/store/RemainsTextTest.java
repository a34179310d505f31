package dev.berth.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.port.WatchLog;
import dev.berth.spec.App;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.state.DesiredApp;
import dev.berth.state.Resource;
import dev.berth.state.secret.PlainVault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the next leader tells of what was deleted under the one before is what that would tell. */
class RemainsTextTest {
  private final RemainsText texts = new RemainsText(new AppText(new PlainVault()));

  @Test
  void anAppIsReadAsItWasDeclared() {
    App app =
        ManifestReader.read(
                "{name: shop, labels: {team: web}, image: 'alpine:3', environment: {MARK: one}}")
            .drafts()
            .getFirst()
            .app();
    DesiredApp gone =
        new DesiredApp(
                "uid",
                3,
                2,
                41,
                app,
                app,
                Instant.parse("2026-11-30T08:00:00Z"),
                Optional.empty(),
                DesiredApp.Halt.GRACEFUL,
                Optional.of(new DesiredApp.Deletion(Instant.parse("2026-11-30T09:00:00Z"), true)),
                Optional.empty())
            .withNotes(new ClientMetadata(new TreeMap<>(Map.of("note", "kept")), "[]"));
    WatchLog.Remains remains = new WatchLog.Remains.OfApp(gone);

    assertThat(texts.read(texts.write(remains))).hasValue(remains);
  }

  @Test
  void aResourceIsReadAsItWas() {
    WatchLog.Remains remains =
        new WatchLog.Remains.OfResource(
            new Resource(
                "Secret",
                "hush",
                "uid",
                1,
                42,
                new TreeMap<>(Map.of("team", "web")),
                new TreeMap<>(),
                Map.of("data", Map.of("password", "sealed"), "order", List.of("a", "b")),
                Instant.parse("2026-11-30T08:00:00Z")));

    assertThat(texts.read(texts.write(remains))).hasValue(remains);
  }

  @Test
  void whatCannotBeReadIsAsIfNothingHadBeenKept() {
    assertThat(texts.read("{")).isEmpty();
    assertThat(texts.read("{\"app\":null,\"resource\":null}")).isEmpty();
    assertThat(texts.read("{\"later\":1}")).isEmpty();
  }
}
