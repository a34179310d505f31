package dev.berth.boot.wiring;

import dev.berth.image.job.ImageEventListener;
import dev.berth.port.EventLog;
import dev.berth.port.Operation;
import dev.berth.state.ImagePins.Place;
import dev.berth.status.AppEvent;
import dev.berth.tracing.Tracing;
import java.time.InstantSource;

/** Hands on what happens to images: to the events of apps, and to who traces. */
record ImageNews(EventLog events, Tracing tracing, InstantSource clock)
    implements ImageEventListener {
  @Override
  public void onImageEvent(Place place, String reason, String message) {
    events.append(
        AppEvent.now(place.app(), clock.instant(), reason.endsWith("Failed"), reason, message)
            .about(AppEvent.Subject.service(place.service())));
  }

  @Override
  public void ended(Operation job) {
    tracing.ended(job);
  }
}
