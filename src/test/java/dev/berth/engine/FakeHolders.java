package dev.berth.engine;

import dev.berth.observe.Rotation;
import dev.berth.spec.LifecycleHook;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holders of ports on an engine that is none: they answer the scripts that the real ones are sent.
 */
final class FakeHolders {
  private static final String FILE = "BERTH_FILE";

  private final Map<String, FakeHolder> holders = new HashMap<>();

  /** What the script of a command gets back; empty where the command is no script for a holder. */
  Optional<ExecResult> answer(
      String container, LifecycleHook hook, Optional<String> file, Predicate<String> isUp) {
    List<String> command = hook.command();
    if (command.size() < 4 || !command.get(2).contains("haproxy.cfg")) {
      return Optional.empty();
    }
    if (isReload(hook)) {
      FakeHolder holder = Optional.ofNullable(holders.get(container)).orElseThrow();
      holder.write(file.orElseThrow());
      holder.load();
      return Optional.of(new ExecResult(0, ""));
    }
    if (!hook.environment().containsKey(FILE)) {
      String own = command.get(4);
      return Optional.of(new ExecResult(0, said(own, holder(container, own, file).rotation(isUp))));
    }
    FakeHolder holder = Optional.ofNullable(holders.get(container)).orElseThrow();
    holder.write(hook.environment().getOrDefault(FILE, ""));
    String commands = hook.environment().getOrDefault("BERTH_COMMANDS", "");
    commands.lines().flatMap(line -> List.of(line.split("; ")).stream()).forEach(holder::command);
    return Optional.of(new ExecResult(0, ""));
  }

  /** Whether it is the script by which a new worker reads a file that is there already. */
  static boolean isReload(LifecycleHook hook) {
    return hook.command().size() > 2 && hook.command().get(2).contains("kill -USR2 1");
  }

  /** One that was asked in this life of its container. */
  FakeHolder of(String container) {
    return Optional.ofNullable(holders.get(container)).orElseThrow();
  }

  private FakeHolder holder(String container, String own, Optional<String> file) {
    return holders.computeIfAbsent(
        container,
        id -> {
          FakeHolder begun = new FakeHolder(own);
          file.ifPresent(begun::write);
          begun.load();
          return begun;
        });
  }

  private static String said(String own, Rotation rotation) {
    StringBuilder said = new StringBuilder();
    long printed = 0;
    for (Rotation.Slot slot : rotation.slots()) {
      if (!slot.isParked()) {
        printed++;
        said.append(
            String.format(
                Locale.ROOT,
                "%d %s %s %d %d %d %d %d %d %d %d%n",
                slot.number(),
                slot.container().isEmpty() ? own : slot.container(),
                slot.admin(),
                slot.isEven() ? 1 : 0,
                slot.isUp() ? 1 : 0,
                slot.sessions(),
                slot.errors(),
                slot.weight(),
                slot.load().requests(),
                slot.load().failures(),
                slot.load().millis()));
      }
    }
    return said.append(
            String.format(
                Locale.ROOT,
                "berth %s %s %d %d %d%n",
                rotation.written().orElse("-"),
                rotation.loaded().orElse("-"),
                rotation.workers(),
                rotation.slots().size(),
                printed))
        .toString();
  }
}
