package dev.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import dev.berth.engine.EngineEvents;
import dev.berth.observe.Ownership;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The engine's stream of events, of which only names of apps are kept. */
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
  static DockerEvents open(DockerClient client, long sinceSeconds, EngineEvents listener)
      throws InterruptedException {
    DockerEvents events = new DockerEvents(listener);
    client.eventsCmd().withSince(Long.toString(sinceSeconds)).exec(events.stream);
    events.stream.awaitOpen();
    events.stream.whenEnded(
        failure -> events.lost(failure.map(DockerErrors::said).orElse("the stream ended")));
    return events;
  }

  private void lost(String why) {
    if (ended.compareAndSet(false, true)) {
      listener.lost(why);
    }
  }

  private void hear(Event event) {
    EventType type = event.getType();
    if (type == null || ended.get()) {
      return;
    }
    switch (type) {
      case CONTAINER -> container(event);
      case NETWORK, VOLUME, IMAGE -> listener.changedElsewhere();
      default -> {}
    }
  }

  private void container(Event event) {
    String action = event.getAction();
    EventActor actor = event.getActor();
    Map<String, String> attributes = actor == null ? null : actor.getAttributes();
    String app = attributes == null ? null : attributes.get(Ownership.APP);
    if (app != null && action != null && isChange(action)) {
      listener.changed(app);
    }
  }

  /** Looking into a container, as health checks do, changes nothing. */
  private static boolean isChange(String action) {
    return !action.startsWith("exec_")
        && switch (action) {
          case "top",
              "attach",
              "detach",
              "archive-path",
              "extract-to-dir",
              "export",
              "resize",
              "copy" ->
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
