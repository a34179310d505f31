package dev.berth.engine;

import dev.berth.observe.Rotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HAProxy in miniature: reads a holder's file, takes its commands, and says where it stands. */
public final class FakeHolder {
  private static final Pattern SERVER =
      Pattern.compile("  server s(\\d+) ([^:]+):\\d+.*?(?: weight (\\d+))?( disabled)?");
  private static final Pattern STATE =
      Pattern.compile("set server [ht]\\d+/s(\\d+) state (ready|drain|maint)");
  private static final Pattern NAME = Pattern.compile("set server [ht]\\d+/s(\\d+) fqdn (\\S+)");
  private static final Pattern WEIGHT =
      Pattern.compile("set server [ht]\\d+/s(\\d+) weight (\\d+)");
  private static final Pattern SHUT = Pattern.compile("shutdown sessions server [ht]\\d+/s(\\d+)");

  private final String own;
  private final Map<Integer, Rotation.Slot> slots = new TreeMap<>();
  private final Map<Integer, Rotation.Load> loads = new TreeMap<>();
  private String written = "";
  private String loaded = "";
  private int workers = 1;

  /** What its own service is called: who is so called is nobody. */
  public FakeHolder(String own) {
    this.own = own;
  }

  /** A file is put in its place. */
  public void write(String text) {
    written = text;
  }

  /** Starts, or starts a new worker, with what is written. */
  public void load() {
    loaded = written;
    slots.clear();
    for (String line : written.lines().toList()) {
      Matcher server = SERVER.matcher(line);
      if (server.matches()) {
        put(
            Integer.parseInt(server.group(1)),
            server.group(2),
            server.group(4) == null ? Rotation.Admin.READY : Rotation.Admin.MAINT,
            server.group(3) == null
                ? Rotation.Slot.EVEN_WEIGHT
                : Integer.parseInt(server.group(3)));
      }
    }
  }

  private void put(int number, String name, Rotation.Admin admin, int weight) {
    String container = name.equals(own) ? Rotation.PARKED : name;
    slots.put(number, Rotation.Slot.parked(number).told(container, admin).weighing(weight));
  }

  /** A line at its socket. */
  public void command(String line) {
    Matcher state = STATE.matcher(line);
    Matcher name = NAME.matcher(line);
    Matcher weight = WEIGHT.matcher(line);
    Matcher shut = SHUT.matcher(line);
    if (state.matches()) {
      Rotation.Slot slot = slot(state.group(1));
      put(
          slot.number(),
          slot.container(),
          Rotation.Admin.valueOf(state.group(2).toUpperCase(java.util.Locale.ROOT)),
          slot.weight());
    } else if (name.matches()) {
      Rotation.Slot slot = slot(name.group(1));
      if (slot.admin() != Rotation.Admin.MAINT) {
        throw new IllegalStateException("slot " + slot + " gets another name while it is in");
      }
      put(slot.number(), name.group(2), slot.admin(), slot.weight());
      loads.remove(slot.number());
    } else if (weight.matches()) {
      Rotation.Slot slot = slot(weight.group(1));
      slots.put(slot.number(), slot.weighing(Integer.parseInt(weight.group(2))));
    } else if (shut.matches()) {
      loads.remove(Integer.parseInt(shut.group(1)));
    } else {
      throw new IllegalStateException("no such command: " + line);
    }
  }

  private Rotation.Slot slot(String number) {
    return Optional.ofNullable(slots.get(Integer.parseInt(number))).orElseThrow();
  }

  /** Requests that a container works on. */
  public void sessions(String container, int count) {
    load(container, new Rotation.Load(count, 0));
  }

  /** What a container has to do, and what became of it. */
  public void load(String container, Rotation.Load load) {
    slots.values().stream()
        .filter(slot -> slot.container().equals(container))
        .forEach(slot -> loads.put(slot.number(), load));
  }

  /** Older processes go on beside the new one. */
  public void workers(int count) {
    workers = count;
  }

  /**
   * Where it stands.
   *
   * @param isUp which containers it can reach
   */
  public Rotation rotation(Predicate<String> isUp) {
    List<Rotation.Slot> all = new ArrayList<>();
    slots.forEach((number, slot) ->
        all.add(
            new Rotation.Slot(
                number,
                slot.container(),
                slot.admin(),
                true,
                slot.admin() != Rotation.Admin.MAINT && isUp.test(slot.container()),
                false,
                slot.weight(),
                loads.getOrDefault(number, Rotation.Load.NONE),
                Duration.ZERO)));
    return new Rotation(first(written, "# berth (\\S+)"), structure(), workers, all);
  }

  private Optional<String> structure() {
    return first(loaded, "  description berth-(\\S+)");
  }

  private static Optional<String> first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
