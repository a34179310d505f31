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

  /** Of what was deleted more is kept than of the rest. */
  private static final int KEPT_REMAINS = 2_000;

  /** Between two looks whether there are more. */
  private static final int ROUND = 1000;

  private final RemainsText remains;

  ChangeRows(RemainsText remains) {
    this.remains = remains;
  }

  void add(WatchLog.Change change) {
    ChangeEntity row = new ChangeEntity();
    row.number = change.number();
    row.what = change.what().name();
    row.kind = change.kind();
    row.name = change.name();
    row.labels = change.labelsBefore().map(ChangeRows::text).orElse(null);
    row.remains = change.remains().map(remains::write).orElse(null);
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
    find("remains is not null", Sort.by("number").descending())
        .page(Page.of(KEPT_REMAINS, 1))
        .firstResultOptional()
        .ifPresent(row -> update("remains = null where number <= ?1", row.number));
  }

  /**
   * Those after the last deletion of which is not known what was deleted, the oldest first. An
   * older Berth kept nothing of it, and what was sealed by a key that is not here cannot be told.
   */
  List<WatchLog.Change> known() {
    trim();
    List<WatchLog.Change> known = new ArrayList<>();
    for (ChangeEntity row :
        find("from ChangeEntity", Sort.by("number").descending()).page(Page.ofSize(KEPT)).list()) {
      Optional<WatchLog.Remains> left = Optional.ofNullable(row.remains).flatMap(remains::read);
      if (left.isEmpty() && row.what.equals(WatchLog.What.DELETED.name())) {
        break;
      }
      known.add(change(row, left));
    }
    known.sort(Comparator.comparingLong(WatchLog.Change::number));
    return known;
  }

  private static WatchLog.Change change(ChangeEntity row, Optional<WatchLog.Remains> left) {
    return new WatchLog.Change(
        row.number,
        WatchLog.What.valueOf(row.what),
        row.kind,
        row.name,
        Optional.ofNullable(row.labels).map(ChangeRows::labels),
        left);
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
