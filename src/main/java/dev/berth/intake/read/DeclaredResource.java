package dev.berth.intake.read;

import dev.berth.intake.resource.ResourceKind;
import dev.berth.state.DesiredApp;
import dev.berth.state.OwnedApp;
import dev.berth.state.Resource;
import dev.berth.status.AppStatus;
import dev.berth.status.Phase;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Something declared, of any kind, as it is now. */
public sealed interface DeclaredResource {
  /** The kind of apps; kinds beside it have a {@link ResourceKind}. */
  String APP = "App";

  String kind();

  String name();

  String uid();

  SortedMap<String, String> labels();

  /** Number of its last change, be it of what is wanted or of what is there. */
  long version();

  /** As answers show it: the envelope, with what is wanted and what is there. */
  Map<String, Object> document();

  /**
   * An app.
   *
   * @param owner the source whose files say what it is
   */
  record OfApp(DesiredApp app, Optional<AppStatus> status, Optional<OwnedApp> owner, long version)
      implements DeclaredResource {
    @Override
    public String kind() {
      return APP;
    }

    @Override
    public String name() {
      return app.name();
    }

    @Override
    public String uid() {
      return app.uid();
    }

    @Override
    public SortedMap<String, String> labels() {
      return app.declared().labels();
    }

    @Override
    public Map<String, Object> document() {
      return AppDocument.of(this);
    }

    /** In a word how it is. */
    public String phase() {
      return status.map(AppStatus::phase).orElse(Phase.PENDING).text();
    }

    /** What may be told of it to who may see it no longer: that it was there, with some labels. */
    OfApp hidden(SortedMap<String, String> before) {
      return new OfApp(app.named(before), Optional.empty(), Optional.empty(), version);
    }
  }

  /** A source, a registry, a secret. */
  record OfResource(ResourceKind type, Resource resource, long version)
      implements DeclaredResource {
    @Override
    public String kind() {
      return type.name();
    }

    @Override
    public String name() {
      return resource.name();
    }

    @Override
    public String uid() {
      return resource.uid();
    }

    @Override
    public SortedMap<String, String> labels() {
      return resource.labels();
    }

    @Override
    public Map<String, Object> document() {
      return ResourceDocument.of(this);
    }
  }
}
