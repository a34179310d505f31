package dev.berth.reconcile.rotation;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.ExecResult;
import dev.berth.engine.FileText;
import dev.berth.observe.Rotation;
import dev.berth.plan.Action;
import dev.berth.plan.HolderAction;
import dev.berth.spec.Holders;
import dev.berth.spec.LifecycleHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Talks to holders by commands in their containers: Berth needs no way to their addresses. */
final class HolderTalk {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** HAProxy reads a line of at most its buffer, 16 KiB; names are at most some hundred letters. */
  private static final int COMMANDS_A_LINE = 40;

  /** What a worker says though all went well. */
  private static final Pattern GOOD =
      Pattern.compile("|.* changed its FQDN from .*|.* no need to change the F[QD]+N.*");

  private static final int READABLE = 0644;

  private static final int WORDS_OF_A_SLOT = 11;

  private final ContainerEngine engine;

  HolderTalk(ContainerEngine engine) {
    this.engine = engine;
  }

  /**
   * What a holder says; nothing where it says what nobody understands.
   *
   * @param own the name of its service
   * @throws EngineException if the engine could not ask it
   */
  Optional<Rotation> read(String container, String own) {
    ExecResult result = run(container, HolderScript.READ, List.of(own), new TreeMap<>());
    return result.exitCode() == 0 ? parsed(result.output(), own) : Optional.empty();
  }

  /** Writes the file before a start. */
  void write(HolderAction.Write action) {
    place(action.container(), Holders.FILE, action.file().text());
  }

  private void place(String container, String path, String text) {
    engine.place(container, List.of(new FileText(path, text, 0, 0, READABLE, false)));
  }

  /** Writes the file and tells the worker. */
  void rotate(HolderAction.Rotate action) {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("BERTH_FILE", action.file().text());
    environment.put("BERTH_COMMANDS", lines(action.commands()));
    ExecResult result = run(action.container(), HolderScript.ROTATE, List.of(), environment);
    boolean isGood = result.output().lines().map(String::strip).allMatch(GOOD.asMatchPredicate());
    require(result.exitCode() == 0 && isGood, action, result);
  }

  /** Writes the file, which may be longer than a command can be, and has it read anew. */
  void reload(HolderAction.Reload action) {
    place(action.container(), Holders.FILE + ".new", action.file().text());
    ExecResult result =
        run(
            action.container(),
            HolderScript.RELOAD,
            List.of(action.file().structure()),
            new TreeMap<>());
    require(result.exitCode() == 0, action, result);
  }

  private static void require(boolean isGood, Action action, ExecResult result) {
    if (!isGood) {
      throw new EngineException(
          EngineException.Kind.ENGINE_ERROR,
          action.what() + ": the holder says: " + result.output().strip());
    }
  }

  /** Its files are root's in the official images, and its worker is not root. */
  private ExecResult run(
      String container,
      String script,
      List<String> arguments,
      SortedMap<String, String> environment) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(arguments);
    return engine.exec(
        container,
        new LifecycleHook(command, Optional.of("0"), false, Optional.empty(), environment),
        LIMIT);
  }

  private static String lines(List<String> commands) {
    StringBuilder lines = new StringBuilder();
    for (int from = 0; from < commands.size(); from += COMMANDS_A_LINE) {
      int to = Math.min(commands.size(), from + COMMANDS_A_LINE);
      lines.append(String.join("; ", commands.subList(from, to))).append('\n');
    }
    return lines.toString();
  }

  /** The last line counts the others: output that was cut is no answer. */
  static Optional<Rotation> parsed(String output, String own) {
    List<String[]> lines = output.lines().map(line -> line.strip().split(" +")).toList();
    List<Rotation.Slot> slots = new ArrayList<>();
    for (String[] words : lines) {
      if (words.length == WORDS_OF_A_SLOT && words[0].matches("\\d{1,6}")) {
        slots.add(slot(words, own));
      } else if (words.length == 6 && words[0].equals("berth")) {
        return Integer.parseInt(words[5]) == slots.size()
            ? Optional.of(rotation(words, slots))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Rotation.Slot slot(String[] words, String own) {
    return new Rotation.Slot(
        Integer.parseInt(words[0]),
        words[1].equals(own) ? Rotation.PARKED : words[1],
        Rotation.Admin.valueOf(words[2]),
        words[3].equals("1"),
        words[4].equals("1"),
        false,
        Integer.parseInt(words[7]),
        new Rotation.Load(
            Integer.parseInt(words[5]),
            Long.parseLong(words[6]),
            Long.parseLong(words[8]),
            Long.parseLong(words[9]),
            Long.parseLong(words[10])),
        Duration.ZERO);
  }

  private static Rotation rotation(String[] words, List<Rotation.Slot> taken) {
    List<Rotation.Slot> all = new ArrayList<>();
    for (int number = 1; number <= Integer.parseInt(words[4]); number++) {
      int wanted = number;
      all.add(
          taken.stream()
              .filter(slot -> slot.number() == wanted)
              .findFirst()
              .orElseGet(() -> Rotation.Slot.parked(wanted)));
    }
    return new Rotation(known(words[1]), known(words[2]), Integer.parseInt(words[3]), all);
  }

  private static Optional<String> known(String word) {
    return Optional.of(word).filter(w -> !w.equals("-"));
  }
}
