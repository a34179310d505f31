package dev.berth.query;

import dev.berth.engine.ContainerEngine;
import dev.berth.engine.EngineException;
import dev.berth.engine.ExecListener;
import dev.berth.engine.ExecSession;
import dev.berth.observe.ContainerView;
import dev.berth.observe.Ownership;
import dev.berth.port.ContainerExec;
import dev.berth.port.EngineInventory;
import dev.berth.spec.ExecCommand;
import dev.berth.spec.TerminalSize;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Runs commands in Berth's containers for people. */
public final class ExecReader implements ContainerExec {
  private static final Set<EngineException.Kind> REFUSALS =
      EnumSet.of(
          EngineException.Kind.NOT_FOUND,
          EngineException.Kind.CONFLICT,
          EngineException.Kind.INVALID,
          EngineException.Kind.DENIED,
          EngineException.Kind.ENGINE_ERROR);

  private static final int LOOKS = 6;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /** As a shell has it: 128 and the signal. */
  private static final int KILLED = 137;

  private final ContainerEngine engine;
  private final String instance;

  public ExecReader(ContainerEngine engine, String instance) {
    this.engine = engine;
    this.instance = instance;
  }

  @Override
  public List<Place> places(String app) {
    Map<String, String> labels = Map.of(Ownership.INSTANCE, instance, Ownership.APP, app);
    try {
      return engine.containers(labels).stream()
          .flatMap(container -> place(container).stream())
          .sorted(
              Comparator.comparing(Place::service)
                  .thenComparingInt(Place::replica)
                  .thenComparing(Place::createdAt, Comparator.reverseOrder()))
          .toList();
    } catch (EngineException e) {
      throw new EngineInventory.Unavailable(e.getMessage(), e);
    }
  }

  private static Optional<Place> place(ContainerView container) {
    return container
        .owner()
        .map(owner ->
            new Place(
                owner.app(),
                owner.service(),
                owner.replica(),
                container.id(),
                container.name(),
                container.life().state().name().toLowerCase(Locale.ROOT),
                container.createdAt(),
                container.life().startedAt()));
  }

  @Override
  public Running begin(Place place, ExecCommand command, Follower follower) {
    try {
      return new Held(engine.exec(place.id(), command, new Told(place, follower)));
    } catch (EngineException e) {
      if (REFUSALS.contains(e.kind())) {
        throw new Refused(e.getMessage(), e);
      }
      throw new EngineInventory.Unavailable(e.getMessage(), e);
    }
  }

  /** Whether a container is still there; its commands end a little before the engine says so. */
  private String endOf(Place place) {
    try {
      for (int look = 0; look < LOOKS; look++) {
        if (engine.container(place.id()).filter(seen -> lives(seen, place)).isEmpty()) {
          return "container " + place.name() + " has ended";
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (EngineException e) {
      return "the engine is out of reach: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  /** In the life in which the command began: Berth starts again what has ended. */
  private static boolean lives(ContainerView seen, Place place) {
    return seen.isRunning() && seen.life().startedAt().equals(place.startedAt());
  }

  /** What the engine says, with why it ended. */
  private final class Told implements ExecListener {
    private final Place place;
    private final Follower follower;

    Told(Place place, Follower follower) {
      this.place = place;
      this.follower = follower;
    }

    @Override
    public void output(byte[] bytes) {
      follower.output(bytes);
    }

    @Override
    public void error(byte[] bytes) {
      follower.error(bytes);
    }

    @Override
    public void end(OptionalInt exitCode, String failure) {
      boolean isPlain = exitCode.isPresent() && exitCode.getAsInt() != KILLED;
      String cause = isPlain ? "" : endOf(place);
      follower.end(exitCode, cause.isEmpty() && exitCode.isEmpty() ? lost(failure) : cause);
    }
  }

  private static String lost(String failure) {
    return failure.isEmpty()
        ? "the engine ended it without an exit code"
        : "the connection to the engine broke: " + failure;
  }

  private record Held(ExecSession exec) implements Running {
    @Override
    public void write(byte[] bytes) {
      exec.write(bytes);
    }

    @Override
    public void endInput() {
      exec.endInput();
    }

    @Override
    public void resize(TerminalSize size) {
      exec.resize(size);
    }

    @Override
    public void close() {
      exec.close();
    }
  }
}
