package dev.berth.store;

import dev.berth.state.VolumePins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.TreeMap;

/** Where on a Swarm data is, in the database: the Swarm forgets it with the service. */
@ApplicationScoped
public class StoredVolumePins implements VolumePins {
  private final VolumePinRows rows;

  StoredVolumePins(VolumePinRows rows) {
    this.rows = rows;
  }

  private static String place(String engine, String app) {
    return engine + "/" + app + "/";
  }

  @Override
  @Transactional
  public Map<String, String> of(String engine, String app) {
    String front = place(engine, app);
    Map<String, String> nodes = new TreeMap<>();
    rows.list("app", app).stream()
        .filter(row -> row.place.startsWith(front))
        .forEach(row -> nodes.put(row.place.substring(front.length()), row.node));
    return nodes;
  }

  @Override
  @Transactional
  public void keep(String engine, String app, Map<String, String> nodes) {
    String front = place(engine, app);
    nodes.forEach((volume, node) -> {
      VolumePinEntity known = rows.findById(front + volume);
      VolumePinEntity row = known == null ? new VolumePinEntity() : known;
      row.node = node;
      if (known == null) {
        row.place = front + volume;
        row.app = app;
        rows.persist(row);
      }
    });
  }

  @Override
  @Transactional
  public void forget(String app) {
    long unused = rows.delete("app", app);
  }
}
