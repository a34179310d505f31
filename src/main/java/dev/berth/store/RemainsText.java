package dev.berth.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.fault.DatabaseDamage;
import dev.berth.port.WatchLog;
import dev.berth.spec.App;
import dev.berth.spec.validation.ClientMetadata;
import dev.berth.state.DesiredApp;
import dev.berth.state.Resource;
import dev.berth.state.secret.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a deleted thing, as JSON: of an app what was declared, sealed where that bears a
 * secret, and nothing of what it was resolved to.
 */
@ApplicationScoped
class RemainsText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AppText texts;

  RemainsText(AppText texts) {
    this.texts = texts;
  }

  /** One of the two. */
  private record Written(@Nullable AppRemains app, @Nullable ResourceRemains resource) {}

  private record AppRemains(
      String uid,
      long generation,
      long revision,
      long resourceVersion,
      String declared,
      String annotations,
      String managers,
      String createdAt,
      @Nullable String deletionAskedAt,
      boolean deletionVolumes) {}

  private record ResourceRemains(
      String kind,
      String name,
      String uid,
      long generation,
      long resourceVersion,
      TreeMap<String, String> labels,
      TreeMap<String, String> annotations,
      String managers,
      LinkedHashMap<String, Object> spec,
      String createdAt) {}

  String write(WatchLog.Remains remains) {
    Written written =
        switch (remains) {
          case WatchLog.Remains.OfApp gone -> new Written(of(gone.app()), null);
          case WatchLog.Remains.OfResource gone -> new Written(null, of(gone.resource()));
        };
    try {
      return JSON.writeValueAsString(written);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what remains cannot be written as JSON", e);
    }
  }

  /** Empty where it cannot be read here: then it is as if nothing had been kept. */
  Optional<WatchLog.Remains> read(String text) {
    try {
      Written written = JSON.readValue(text, Written.class);
      Optional<WatchLog.Remains> app = Optional.ofNullable(written.app()).map(this::read);
      return app.or(() -> Optional.ofNullable(written.resource()).map(RemainsText::read));
    } catch (Vault.Unreadable | DatabaseDamage | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private AppRemains of(DesiredApp app) {
    ClientMetadata notes = app.notes().withoutLastApplied();
    return new AppRemains(
        app.uid(),
        app.generation(),
        app.revision(),
        app.resourceVersion(),
        texts.write(app.declared()),
        NotesText.write(notes.annotations()),
        notes.managers(),
        app.createdAt().toString(),
        app.deletion().map(asked -> asked.requestedAt().toString()).orElse(null),
        app.deletion().map(DesiredApp.Deletion::volumes).orElse(false));
  }

  private WatchLog.Remains read(AppRemains kept) {
    App declared = texts.read(kept.declared());
    DesiredApp bare =
        new DesiredApp(
            kept.uid(),
            kept.generation(),
            kept.revision(),
            kept.resourceVersion(),
            declared,
            declared,
            Instant.parse(kept.createdAt()),
            Optional.empty(),
            DesiredApp.Halt.GRACEFUL,
            Optional.ofNullable(kept.deletionAskedAt())
                .map(at -> new DesiredApp.Deletion(Instant.parse(at), kept.deletionVolumes())),
            Optional.empty());
    return new WatchLog.Remains.OfApp(
        bare.withNotes(new ClientMetadata(NotesText.read(kept.annotations()), kept.managers())));
  }

  private static ResourceRemains of(Resource gone) {
    return new ResourceRemains(
        gone.kind(),
        gone.name(),
        gone.uid(),
        gone.generation(),
        gone.resourceVersion(),
        new TreeMap<>(gone.labels()),
        new TreeMap<>(gone.annotations()),
        gone.managers(),
        new LinkedHashMap<>(gone.spec()),
        gone.createdAt().toString());
  }

  private static WatchLog.Remains read(ResourceRemains kept) {
    return new WatchLog.Remains.OfResource(
        new Resource(
            kept.kind(),
            kept.name(),
            kept.uid(),
            kept.generation(),
            kept.resourceVersion(),
            kept.labels(),
            kept.annotations(),
            kept.managers(),
            kept.spec(),
            Instant.parse(kept.createdAt())));
  }
}
