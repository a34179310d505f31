package dev.berth.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.observe.Ownership;
import dev.berth.port.EngineInventory.LogQuery;
import dev.berth.port.EngineInventory.LogSink;
import dev.berth.port.EngineInventory.LogSource;
import dev.berth.query.LogFollower;
import dev.berth.reconcile.pass.InMemoryStatusStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose output is kept nowhere is not silent: issue 18. */
class UnreadableLogTest {
  @TempDir Path folder;

  private List<String> lines(String logging) {
    Rig rig = new Rig(folder);
    rig.engine.addImage("db:1");
    rig.put("{name: shop, services: {db: {image: 'db:1'" + logging + "}}}");
    rig.berth().converge();
    List<String> lines = new ArrayList<>();
    LogSink sink =
        new LogSink() {
          @Override
          public void line(LogSource source, String text) {
            lines.add(text);
          }

          @Override
          public void end(String error) {
            lines.add("end");
          }
        };
    LogQuery query =
        new LogQuery(
            Optional.empty(),
            OptionalInt.empty(),
            false,
            OptionalInt.empty(),
            Optional.empty(),
            false);
    new LogFollower(rig.engine, Map.of(Ownership.APP, "shop"), query, sink)
        .begin(new InMemoryStatusStore(), "shop");
    return lines;
  }

  @Test
  void saysWhyThereIsNothing() {
    assertThat(lines(", logging: {driver: none}"))
        .containsExactly(
            "[berth] cannot read the output of this container: configured logging driver does not"
                + " support reading; what it puts out is kept nowhere that Berth can read"
                + " (logging.driver)",
            "end");
  }

  @Test
  void isNotSaidOfWhatCanBeRead() {
    assertThat(lines("")).containsExactly("hello", "end");
  }
}
