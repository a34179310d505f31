package dev.berth.boot.settings;

import dev.berth.spec.codec.Keys;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertyNamesMatcher;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Looks at the settings before anything reads them: a name or a value that means nothing is told in
 * a line that says where it was set.
 *
 * @param given all settings, of Berth and of the framework
 * @param environment in which names are spelt otherwise
 */
public record SettingsCheck(SmallRyeConfig given, Map<String, String> environment) {
  private static final List<ConfigClass> KNOWN =
      List.of(
          ConfigClass.configClass(Settings.class),
          ConfigClass.configClass(StreamSettings.class),
          ConfigClass.configClass(OidcSignInSettings.class),
          ConfigClass.configClass(StatsSettings.class),
          ConfigClass.configClass(HaSettings.class),
          ConfigClass.configClass(NoticeSettings.class),
          ConfigClass.configClass(TracingSettings.class),
          ConfigClass.configClass(ExecSettings.class));

  private static final String OURS = "berth.";
  private static final String ENVIRONMENT = "EnvConfigSource";
  private static final String COMMAND_LINE = "SysPropConfigSource";

  /** How SmallRye names the file of a value. */
  private static final Pattern FILE = Pattern.compile("\\[source=(?:file:)?([^]]+)]");

  /** How it begins each of its sentences. */
  private static final Pattern CODE = Pattern.compile("SRCFG\\d+: ");

  private static final Pattern BAD_VALUE =
      Pattern.compile(".*?The config property (\\S+) with the config value .* converted (.*)");

  /** Not settings: a command's own, and what a cluster or a linked container says of a service. */
  private static final Pattern FOREIGN =
      Pattern.compile("BERTH_(BACKUP_PASSPHRASE|TOKEN|NAME|ENV_.*|SERVICE_.*|PORT_\\d+_.*)");

  private static final Predicate<String> OF_ENVIRONMENT =
      Pattern.compile("BERTH_(?!(HOME|HOST|PORT)$).*").asMatchPredicate();

  private static final Predicate<String> OF_PROPERTIES =
      Pattern.compile("berth\\.(?!(home|host|port)$).*").asMatchPredicate();

  /** A line of a file that is no comment and not empty. */
  private static final Predicate<String> SETTING =
      Pattern.compile("\\s*[^\\s#!].*").asMatchPredicate();

  /** With what this process was started with. */
  public static SettingsCheck ofProcess() {
    return new SettingsCheck(
        ConfigProvider.getConfig().unwrap(SmallRyeConfig.class), System.getenv());
  }

  /**
   * Whether anybody has set more than where Berth is: reading everything once more takes a moment,
   * and most starts have nothing to be looked at.
   *
   * @param files of settings
   */
  public static boolean isNeeded(
      Set<String> environment, Set<String> properties, List<Path> files) {
    return environment.stream().anyMatch(OF_ENVIRONMENT)
        || properties.stream().anyMatch(OF_PROPERTIES)
        || files.stream().anyMatch(SettingsCheck::saysSomething);
  }

  private static boolean saysSomething(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(SETTING);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** Why no server can start with them, a line each. */
  public List<String> obstacles() {
    return Stream.concat(unknownNames(), badValues()).toList();
  }

  /** Names in the environment that mean nothing: much stands there that is not meant for Berth. */
  public List<String> ignored() {
    Pattern known =
        Pattern.compile(
            names()
                .map(name -> spelt(name).replace("*", ".+") + "(_\\d+_?)?")
                .collect(Collectors.joining("|")));
    Set<String> all = names().map(SettingsCheck::spelt).collect(Collectors.toSet());
    return new TreeSet<>(environment.keySet())
        .stream()
            .filter(name -> name.startsWith("BERTH_"))
            .filter(name -> !known.matcher(name).matches() && !FOREIGN.matcher(name).matches())
            .map(name ->
                name
                    + " in the environment is no setting of Berth and is ignored"
                    + suggestion(name, all))
            .toList();
  }

  /** By what follows the one word that all of them share. */
  private static String suggestion(String name, Set<String> known) {
    Map<String, String> byRest =
        known.stream().collect(Collectors.toMap(one -> one.substring(OURS.length()), one -> one));
    return Keys.nearest(name.substring(OURS.length()), byRest.keySet())
        .map(near -> "; did you mean `" + byRest.get(near) + "`?")
        .orElse("");
  }

  private static String spelt(String name) {
    return name.replaceAll("[^a-zA-Z0-9*]", "_").toUpperCase(Locale.ROOT);
  }

  private static Stream<String> names() {
    return KNOWN.stream()
        .flatMap(mapping -> ConfigMappings.getProperties(mapping).keySet().stream())
        .map(name -> name.replace("[*]", ""))
        .distinct();
  }

  private Stream<String> unknownNames() {
    PropertyNamesMatcher known = ConfigMappings.propertyNamesMatcher(KNOWN);
    Set<String> all = names().collect(Collectors.toSet());
    return StreamSupport.stream(given.getPropertyNames().spliterator(), false)
        .filter(name -> name.startsWith(OURS) && !known.matches(name))
        .filter(name -> !ENVIRONMENT.equals(given.getConfigValue(name).getConfigSourceName()))
        .sorted()
        .map(name ->
            place(name)
                + " is no setting of Berth"
                + suggestion(name, all)
                + " (docs/reference/settings.md lists them)");
  }

  private Stream<String> badValues() {
    try {
      SmallRyeConfigBuilder reader =
          new SmallRyeConfigBuilder()
              .addDefaultInterceptors()
              .addDiscoveredConverters()
              .withSources(
                  StreamSupport.stream(given.getConfigSources().spliterator(), false).toList())
              .withMappingIgnore(OURS + "**");
      KNOWN.forEach(reader::withMapping);
      reader.build();
      return Stream.of();
    } catch (ConfigValidationException e) {
      return IntStream.range(0, e.getProblemCount())
          .mapToObj(number -> CODE.matcher(e.getProblem(number).getMessage()).replaceAll(""))
          .map(this::told);
    }
  }

  private String told(String problem) {
    Matcher bad = BAD_VALUE.matcher(problem);
    return bad.matches() ? place(bad.group(1)) + ": " + bad.group(2) : problem;
  }

  /** The name, and where it was set. */
  private String place(String name) {
    ConfigValue value = given.getConfigValue(name);
    String source = Optional.ofNullable(value.getConfigSourceName()).orElse("");
    Matcher file = FILE.matcher(source);
    if (file.find()) {
      String line = value.getLineNumber() > 0 ? ":" + value.getLineNumber() : "";
      return name + " in " + file.group(1) + line;
    }
    return switch (source) {
      case COMMAND_LINE -> "-D" + name;
      case ENVIRONMENT -> spelt(name) + " in the environment";
      default -> name;
    };
  }
}
