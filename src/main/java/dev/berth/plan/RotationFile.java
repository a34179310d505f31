package dev.berth.plan;

import dev.berth.observe.Rotation;
import dev.berth.spec.App;
import dev.berth.spec.Fingerprint;
import dev.berth.spec.Holders;
import dev.berth.spec.Ingress;
import dev.berth.spec.Rollout;
import dev.berth.spec.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The file of one holder: what HAProxy starts with, and so what counts after a crash. It has
 * nothing of the containers but their names, which the engine's own resolver follows while Berth is
 * dead.
 *
 * <p>Where the numbers come from: the resolver lives in the engine, so that its silence must not
 * take anybody out of the rotation ({@code hold} of a week), and a name that is gone must do so at
 * once; checks every half second find a crash within one; a retry goes to another container and
 * only of what may be asked twice.
 */
final class RotationFile {
  /** What its first line begins with. */
  static final String MARK = "# berth ";

  /** Clients that keep a connection and say little should find out by an answer, not by a cut. */
  private static final Duration LEAST_STAY = Duration.ofSeconds(30);

  private final List<Rotation.Slot> slots;
  private final Ingress ingress;
  private final Duration drain;
  private final boolean isWeighed;
  private final String holder;
  private final List<Holders.Held> held;
  private final String structure;
  private final String body;
  private final String mark;

  /**
   * For the holder before a service.
   *
   * @param declared the app as its user wrote it
   * @param slots as they are to be
   */
  RotationFile(App declared, Service service, List<Rotation.Slot> slots) {
    this.slots = List.copyOf(slots);
    this.ingress = declared.ingress();
    this.drain = declared.rollout().drain(service);
    this.isWeighed = declared.rollout().strategy() == Rollout.Strategy.CANARY;
    this.holder = Holders.name(service.name());
    this.held = Holders.held(declared, service);
    List<Rotation.Slot> parked =
        slots.stream().map(slot -> Rotation.Slot.parked(slot.number())).toList();
    this.structure = hash(body("", parked));
    this.body = body(structure, slots);
    this.mark = hash(body);
  }

  /** The whole; its first line bears {@link #mark()}. */
  HolderFile file() {
    return new HolderFile(MARK + mark + "\n" + body, mark, structure, slots);
  }

  /** Says of two files whether they are the same. */
  String mark() {
    return mark;
  }

  /** Says of two files whether the slots are all that differs: what can be told to a worker. */
  String structure() {
    return structure;
  }

  private static String hash(String text) {
    return Fingerprint.of(new TreeMap<>(Map.of("file", text))).substring("v1:".length());
  }

  /**
   * The lines by which a worker learns how a slot is to be, in all that it stands in.
   *
   * @param seen the slot as it is
   * @param isLate whether its sessions end now
   */
  List<String> commands(Rotation.Slot slot, Rotation.Slot seen, boolean isLate) {
    boolean isRenamed = !seen.container().equals(slot.container());
    boolean isWeighed = isRenamed || seen.weight() != slot.weight();
    List<String> commands = new ArrayList<>();
    for (String backend : backends()) {
      String server = backend + "/s" + slot.number();
      if (isRenamed) {
        commands.add("set server " + server + " state maint");
        commands.add("set server " + server + " fqdn " + name(slot));
      }
      if (isWeighed && slot.admin() == Rotation.Admin.READY) {
        commands.add("set server " + server + " weight " + slot.weight());
      }
      commands.add("set server " + server + " state " + word(slot.admin()));
      if (isLate) {
        commands.add("shutdown sessions server " + server);
      }
    }
    return commands;
  }

  private static String word(Rotation.Admin admin) {
    return switch (admin) {
      case READY -> "ready";
      case DRAIN -> "drain";
      case MAINT -> "maint";
    };
  }

  /**
   * Nobody's slot has the holder's own name: one that is known to the engine, and never enabled.
   */
  private String name(Rotation.Slot slot) {
    return slot.container().isEmpty() ? holder : slot.container();
  }

  private List<String> backends() {
    List<String> names = new ArrayList<>();
    for (int port = 0; port < held.size(); port++) {
      Speech speech = Speech.of(held.get(port).port());
      if (speech.hasRequests()) {
        names.add("h" + port);
      }
      if (speech.hasBytes()) {
        names.add("t" + port);
      }
    }
    return names;
  }

  private String body(String description, List<Rotation.Slot> of) {
    List<String> lines = new ArrayList<>(HolderText.globals(ingress, description, longest()));
    lines.addAll(HolderText.defaults(isWeighed));
    for (int port = 0; port < held.size(); port++) {
      Speech speech = Speech.of(held.get(port).port());
      lines.addAll(HolderText.frontend(port, held.get(port), ingress));
      int target = held.get(port).port().target();
      if (speech.hasRequests()) {
        lines.addAll(HolderText.http(port, held.get(port), ingress));
        of.forEach(slot -> lines.add(HolderText.server(slot, name(slot), target, speech, ingress)));
      }
      if (speech.hasBytes()) {
        lines.addAll(HolderText.tcp(port, ingress));
        of.forEach(
            slot -> lines.add(HolderText.server(slot, name(slot), target, Speech.TCP, ingress)));
      }
    }
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  /** How long an older worker may end its connections after a reload. */
  private Duration longest() {
    return drain.compareTo(LEAST_STAY) < 0 ? LEAST_STAY : drain;
  }
}
