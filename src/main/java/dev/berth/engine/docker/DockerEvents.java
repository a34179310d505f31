package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import dev.berth.engine.EngineEvent;
import dev.berth.engine.EngineEvent.Subject;
import dev.berth.engine.EngineEvents;
import dev.berth.engine.EngineException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The engine's stream of events, without what only looks. */
final class DockerEvents implements AutoCloseable {
  private final EngineEvents listener;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Streams<Event> stream = new Streams<>(this::hear);

  private DockerEvents(EngineEvents listener) {
    this.listener = listener;
  }

  /**
   * Subscribes.
   *
   * @param sinceSeconds engine time a moment before, so that nothing is missed while it opens
   */
  private static DockerEvents open(DockerClient client, long sinceSeconds, EngineEvents listener)
      throws InterruptedException {
    DockerEvents events = new DockerEvents(listener);
    client.eventsCmd().withSince(Long.toString(sinceSeconds)).exec(events.stream);
    try {
      events.stream.awaitOpen();
    } catch (InterruptedException e) {
      events.close();
      throw e;
    }
    events.stream.whenEnded(
        failure -> events.lost(failure.map(DockerErrors::said).orElse("the stream ended")));
    return events;
  }

  /** Subscribes from now on, by the engine's own clock. */
  static AutoCloseable now(DockerClient client, EngineEvents listener) {
    String now = client.infoCmd().exec().getSystemTime();
    long second =
        ContainerViews.time(now)
            .map(Instant::getEpochSecond)
            .orElseThrow(() ->
                new EngineException(EngineException.Kind.ENGINE_ERROR, "the engine tells no time"));
    try {
      return open(client, second, listener);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(
          EngineException.Kind.TIMEOUT, "listen to the engine: interrupted", e);
    }
  }

  private void lost(String why) {
    if (ended.compareAndSet(false, true)) {
      listener.onLost(why);
    }
  }

  private void hear(Event event) {
    String action = ContainerViews.text(event.getAction());
    Optional<Subject> subject = subject(event.getType());
    if (ended.get() || subject.isEmpty() || !isChange(action)) {
      return;
    }
    EventActor actor = event.getActor();
    Map<String, String> attributes = actor == null ? null : actor.getAttributes();
    listener.onEvent(
        new EngineEvent(
            subject.get(),
            action,
            ContainerViews.text(actor == null ? event.getId() : actor.getId()),
            attributes == null ? Map.of() : attributes,
            time(event)));
  }

  private static Optional<Subject> subject(@Nullable EventType type) {
    return type == null
        ? Optional.empty()
        : switch (type) {
          case CONTAINER -> Optional.of(Subject.CONTAINER);
          case NETWORK -> Optional.of(Subject.NETWORK);
          case VOLUME -> Optional.of(Subject.VOLUME);
          case IMAGE -> Optional.of(Subject.IMAGE);
          default -> Optional.empty();
        };
  }

  private static Instant time(Event event) {
    Long nanos = event.getTimeNano();
    return nanos == null ? Instant.EPOCH : Instant.ofEpochSecond(0, nanos);
  }

  /**
   * Looking into a container, as health checks do, changes nothing. A signal as such neither: what
   * it brings about has an event of its own, and who asks at the signal waits for the engine's lock
   * on a container that is about to end.
   */
  private static boolean isChange(String action) {
    return !action.startsWith("exec_")
        && switch (action) {
          case "top",
              "kill",
              "attach",
              "detach",
              "archive-path",
              "extract-to-dir",
              "export",
              "resize",
              "copy",
              "mount",
              "unmount",
              "save" ->
              false;
          default -> true;
        };
  }

  @Override
  public void close() {
    ended.set(true);
    stream.close();
  }
}
