package dev.berth.boot.health;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the libraries' meters such as Prometheus has them: {@code promtool check metrics}. */
final class MeterNames implements MeterFilter {
  /** In nanoseconds, where {@code process.cpu.usage} says the same. */
  private static final Set<String> LEFT_OUT = Set.of("process.cpu.time");

  /** What ends in {@code _count} is read as part of a histogram. */
  private static final Map<String, String> RENAMED = Map.of("system.cpu.count", "system.cpus");

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    // Of what goes on for long the registry has no words for the parts, whatever is said of the
    // whole.
    boolean isLeftOut =
        LEFT_OUT.contains(id.getName()) || id.getType() == Meter.Type.LONG_TASK_TIMER;
    return isLeftOut ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
  }

  /** Those without a word about them say at least their name in words. */
  @Override
  public Meter.Id map(Meter.Id id) {
    @Nullable String said = id.getDescription();
    String name = RENAMED.getOrDefault(id.getName(), id.getName());
    String help = said == null || said.isBlank() ? name.replace('.', ' ') : said;
    return name.equals(id.getName()) && help.equals(said)
        ? id
        : new Meter.Id(name, Tags.of(id.getTags()), id.getBaseUnit(), help, id.getType());
  }

  /** For the framework, which puts filters before its registry. */
  @Singleton
  static final class Supply {
    @Produces
    @Singleton
    MeterFilter names() {
      return new MeterNames();
    }
  }
}
