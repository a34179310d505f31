package dev.berth.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.fault.DatabaseDamage;
import dev.berth.port.WatchLog;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table of writes of late. Asked and told in a transaction. */
@ApplicationScoped
class ChangeRows implements PanacheRepositoryBase<ChangeEntity, Long> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> LABELS = new TypeReference<>() {};

  /** As many as are remembered of a run. */
  private static final int KEPT = 20_000;

  /** Between two looks whether there are more. */
  private static final int ROUND = 1000;

  void add(WatchLog.Change change) {
    ChangeEntity row = new ChangeEntity();
    row.number = change.number();
    row.what = change.what().name();
    row.kind = change.kind();
    row.name = change.name();
    row.labels = change.labelsBefore().map(ChangeRows::text).orElse(null);
    persist(row);
    if (change.number() % ROUND == 0) {
      trim();
    }
  }

  private void trim() {
    find("from ChangeEntity", Sort.by("number").descending())
        .page(Page.of(KEPT, 1))
        .firstResultOptional()
        .ifPresent(row -> delete("number <= ?1", row.number));
  }

  /**
   * Those after the last deletion, the oldest first: of what is deleted only the run that did it
   * knows what it was.
   */
  List<WatchLog.Change> known() {
    trim();
    List<WatchLog.Change> known = new ArrayList<>();
    for (ChangeEntity row :
        find("from ChangeEntity", Sort.by("number").descending()).page(Page.ofSize(KEPT)).list()) {
      if (row.what.equals(WatchLog.What.DELETED.name())) {
        break;
      }
      known.add(change(row));
    }
    known.sort(Comparator.comparingLong(WatchLog.Change::number));
    return known;
  }

  private static WatchLog.Change change(ChangeEntity row) {
    return new WatchLog.Change(
        row.number,
        WatchLog.What.valueOf(row.what),
        row.kind,
        row.name,
        Optional.ofNullable(row.labels).map(ChangeRows::labels),
        Optional.empty());
  }

  private static String text(SortedMap<String, String> labels) {
    try {
      return JSON.writeValueAsString(labels);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("labels cannot be written as JSON", e);
    }
  }

  private static SortedMap<String, String> labels(String text) {
    try {
      return JSON.readValue(text, LABELS);
    } catch (JsonProcessingException e) {
      throw new DatabaseDamage("stored labels are not JSON", e);
    }
  }
}
