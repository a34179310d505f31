package dev.berth.boot.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code fish} has to know of the commands, which picocli tells bash and zsh alone. */
final class FishCompletion {
  private final String name;

  FishCompletion(String name) {
    this.name = name;
  }

  /** A line for each command, and one for each of its options. */
  String of(CommandLine berth) {
    return Stream.concat(
            Stream.of("complete -c " + name + " -n __fish_use_subcommand -f", apps(berth)),
            berth.getSubcommands().entrySet().stream()
                .flatMap(verb -> lines(verb.getKey(), verb.getValue().getCommandSpec())))
        .collect(Collectors.joining("\n", "# Completion of berth for fish\n", "\n"));
  }

  private String apps(CommandLine berth) {
    String verbs =
        berth.getSubcommands().entrySet().stream()
            .filter(verb -> AppNames.isTakenBy(verb.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(" "));
    return "complete -c "
        + name
        + " -n '__fish_seen_subcommand_from "
        + verbs
        + "' -f -a '("
        + AppNames.QUESTION
        + ")'";
  }

  private Stream<String> lines(String verb, CommandSpec spec) {
    String command =
        "complete -c "
            + name
            + " -n __fish_use_subcommand -a "
            + verb
            + " -d "
            + quoted(first(spec.usageMessage().description()));
    return Stream.concat(
        Stream.of(command),
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(option -> line(verb, option)));
  }

  private String line(String verb, OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(word ->
                word.startsWith("--") ? " -l " + word.substring(2) : " -s " + word.charAt(1))
            .collect(Collectors.joining());
    String value = option.arity().max() > 0 ? " -r" : "";
    String condition = "'__fish_seen_subcommand_from " + verb + "'";
    return "complete -c "
        + name
        + " -n "
        + condition
        + names
        + value
        + " -d "
        + quoted(first(option.description()));
  }

  private static String first(String... lines) {
    return lines.length == 0 ? "" : lines[0];
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
