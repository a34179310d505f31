package dev.berth.spec.validation;

import dev.berth.spec.ImageSource;
import dev.berth.spec.Networking.Attachment;
import dev.berth.spec.RunOption;
import dev.berth.spec.RunOptions;
import dev.berth.spec.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Values that no engine takes, told at the door and not by a container that is never made. Bounds
 * and words are those of Docker Engine (moby, {@code daemon/daemon_unix.go}, {@code
 * api/types/container/hostconfig.go}) and of its command line ({@code opts/}).
 */
final class OptionValues {
  private static final Pattern OTHER = Pattern.compile("(?:service|container):\\S+");

  /** Beside {@code service:NAME} and {@code container:NAME} at the first two. */
  private static final SortedMap<RunOption, List<String>> NAMESPACES =
      new TreeMap<>(
          Map.of(
              RunOption.IPC, List.of("host", "none", "private", "shareable"),
              RunOption.PID, List.of("host", "private"),
              RunOption.CGROUP, List.of("host", "private"),
              RunOption.USERNS_MODE, List.of("host", "private"),
              RunOption.UTS, List.of("host", "private")));

  private static final Set<RunOption> SHARED = Set.of(RunOption.IPC, RunOption.PID);

  private static final Pattern MAC = Pattern.compile("(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}");
  private static final Pattern CPUS = Pattern.compile("\\d+(?:-\\d+)?(?:,\\d+(?:-\\d+)?)*");
  private static final Pattern DEVICE_RULE =
      Pattern.compile("[abc] (?:\\d+|\\*):(?:\\d+|\\*) [rwm]{1,3}");

  /** The engine's own address, whatever it is. */
  private static final String GATEWAY = "host-gateway";

  private static final String NO_HOST =
      "is no host with its address; write NAME=10.0.0.5, NAME=fd00::5 or NAME=" + GATEWAY;

  private final Service service;
  private final RunOptions options;
  private final BiConsumer<String, String> found;

  private OptionValues(Service service, BiConsumer<String, String> found) {
    this.service = service;
    this.options = service.options();
    this.found = found;
  }

  /**
   * Tells of each that is wrong.
   *
   * @param found takes a key of the service and what is wrong there
   */
  static void check(Service service, BiConsumer<String, String> found) {
    OptionValues values = new OptionValues(service, found);
    new OptionBounds(service, found).check();
    NAMESPACES.forEach(values::namespace);
    values.words();
    service.networking().networks().forEach(values::addresses);
  }

  private void namespace(RunOption option, List<String> known) {
    String word = options.text(option);
    boolean isOther = SHARED.contains(option) && OTHER.matcher(word).matches();
    if (!word.isEmpty() && !known.contains(word) && !isOther) {
      String others = SHARED.contains(option) ? ", service:NAME or container:NAME" : "";
      found.accept(
          option.key(), "must be " + String.join(", ", known) + others + ", was `" + word + "`");
    }
  }

  private void words() {
    each(RunOption.DNS, IpLiteral::isOne, "is no address of a server of names; write 10.0.0.53");
    each(RunOption.EXTRA_HOSTS, OptionValues::isHost, NO_HOST);
    each(
        RunOption.DEVICE_CGROUP_RULES,
        DEVICE_RULE.asMatchPredicate(),
        "is no rule; write TYPE MAJOR:MINOR ACCESS, such as c 42:* rmw");
    if (service.image() instanceof ImageSource.Build build) {
      wrong(build.options().hosts(), OptionValues::isHost)
          .ifPresent(text -> found.accept("build.extra_hosts", "`" + text + "` " + NO_HOST));
    }
    one(RunOption.MAC_ADDRESS, MAC, "is no MAC address; write 02:42:ac:11:00:02");
    one(RunOption.CPUSET, CPUS, "names no processors; write 0-3 or 0,2");
  }

  /** As it is kept: {@code NAME:ADDRESS}. */
  private static boolean isHost(String text) {
    int colon = text.indexOf(':');
    String address = text.substring(colon + 1);
    return colon > 0
        && text.substring(0, colon).chars().noneMatch(Character::isWhitespace)
        && (address.equals(GATEWAY) || IpLiteral.isOne(address));
  }

  private static Optional<String> wrong(List<String> words, Predicate<String> isRight) {
    return words.stream().filter(isRight.negate()).findFirst();
  }

  private void each(RunOption option, Predicate<String> isRight, String why) {
    wrong(options.words(option), isRight)
        .ifPresent(text -> found.accept(option.key(), "`" + text + "` " + why));
  }

  private void one(RunOption option, Pattern pattern, String why) {
    String text = options.text(option);
    if (!text.isEmpty() && !pattern.matcher(text).matches()) {
      found.accept(option.key(), "`" + text + "` " + why);
    }
  }

  private void addresses(String network, Attachment place) {
    String at = "networks." + network + ".";
    place
        .ipv4()
        .filter(text -> !IpLiteral.isV4(text))
        .ifPresent(text -> found.accept(at + "ipv4_address", "`" + text + "` is no IPv4 address"));
    place
        .ipv6()
        .filter(text -> !IpLiteral.isV6(text))
        .ifPresent(text -> found.accept(at + "ipv6_address", "`" + text + "` is no IPv6 address"));
    place
        .macAddress()
        .filter(text -> !MAC.matcher(text).matches())
        .ifPresent(text -> found.accept(at + "mac_address", "`" + text + "` is no MAC address"));
    wrong(place.linkLocal(), IpLiteral::isOne)
        .ifPresent(text -> found.accept(at + "link_local_ips", "`" + text + "` is no address"));
  }
}
