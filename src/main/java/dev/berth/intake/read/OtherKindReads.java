package dev.berth.intake.read;

import dev.berth.intake.resource.ResourceIntake;
import dev.berth.intake.resource.ResourceKind;
import dev.berth.port.WatchLog;
import dev.berth.state.Resource;
import java.util.Optional;
import java.util.stream.Stream;

/** What is declared beside apps, to be looked up. */
record OtherKindReads(ResourceKind type, ResourceIntake resourceIntake, WatchLog watchLog)
    implements KindReads {

  /** One that was just read or written. The version is read first: it is never too new. */
  DeclaredResource.OfResource of(Resource resource) {
    long version = watchLog.version(type.name(), resource.name(), resource.resourceVersion());
    return new DeclaredResource.OfResource(type, resource, version);
  }

  @Override
  public Optional<DeclaredResource.OfResource> find(String name) {
    return resourceIntake.find(type, name).map(this::of);
  }

  @Override
  public Optional<DeclaredResource.OfResource> findAny(String name) {
    return find(name);
  }

  @Override
  public Stream<DeclaredResource.OfResource> all() {
    return resourceIntake.all(type).stream().map(this::of);
  }
}
