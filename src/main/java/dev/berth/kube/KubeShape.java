package dev.berth.kube;

import dev.berth.intake.read.DeclaredResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How what is declared of a kind is shown: as objects, or as rows of a table. */
interface KubeShape {

  /** What it is to Berth. */
  ApiResource resource();

  String kind();

  String apiVersion();

  Map<String, Object> object(DeclaredResource thing);

  List<Object> columns();

  List<Object> cells(DeclaredResource thing, Instant now);

  default Map<String, Object> table(
      Map<String, ?> metadata, List<DeclaredResource> things, Accept accept) {
    Instant now = Instant.now();
    return KubeTables.of(
        columns(),
        metadata,
        things.stream()
            .map(one -> KubeTables.row(cells(one, now), object(one), accept.include()))
            .toList());
  }

  /** One, in the form that a client wants. */
  default Map<String, Object> shown(DeclaredResource thing, Accept accept) {
    return accept.table()
        ? table(Map.of("resourceVersion", Long.toString(thing.version())), List.of(thing), accept)
        : object(thing);
  }

  /** Under Berth's own name. */
  record Own(ApiResource resource) implements KubeShape {
    @Override
    public String kind() {
      return resource.kind();
    }

    @Override
    public String apiVersion() {
      return ApiResource.API_VERSION;
    }

    @Override
    public Map<String, Object> object(DeclaredResource thing) {
      return KubeObjects.of(thing);
    }

    @Override
    public List<Object> columns() {
      return KubeTables.columns(resource);
    }

    @Override
    public List<Object> cells(DeclaredResource thing, Instant now) {
      return KubeTables.cells(thing, now);
    }
  }
}
