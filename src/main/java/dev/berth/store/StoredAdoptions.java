package dev.berth.store;

import dev.berth.state.Adoption;
import dev.berth.state.Adoptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was adopted, in the database. */
@ApplicationScoped
public class StoredAdoptions implements Adoptions {
  private final AdoptionRows rows;

  StoredAdoptions(AdoptionRows rows) {
    this.rows = rows;
  }

  @Override
  @Transactional
  public List<Adoption> all() {
    return rows.listAll().stream().map(StoredAdoptions::adoption).toList();
  }

  private static Adoption adoption(AdoptionEntity row) {
    int space = row.thing.indexOf(' ');
    SortedMap<String, String> labels = new TreeMap<>();
    row.labels
        .lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(line -> {
          int equals = line.indexOf('=');
          labels.put(line.substring(0, equals), line.substring(equals + 1));
        });
    return new Adoption(
        Adoption.Kind.valueOf(row.thing.substring(0, space)),
        row.thing.substring(space + 1),
        row.app,
        labels);
  }

  @Override
  @Transactional
  public void add(List<Adoption> adopted) {
    for (Adoption adoption : adopted) {
      remove(adoption.kind(), adoption.id());
      AdoptionEntity row = new AdoptionEntity();
      row.thing = key(adoption.kind(), adoption.id());
      row.app = adoption.app();
      row.labels =
          adoption.labels().entrySet().stream()
              .map(label -> label.getKey() + "=" + label.getValue())
              .collect(Collectors.joining("\n"));
      rows.persist(row);
    }
  }

  @Override
  @Transactional
  public void remove(Adoption.Kind kind, String id) {
    rows.deleteById(key(kind, id));
    rows.flush();
  }

  private static String key(Adoption.Kind kind, String id) {
    return kind.name() + " " + id;
  }
}
