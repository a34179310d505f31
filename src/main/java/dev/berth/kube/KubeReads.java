package dev.berth.kube;

import dev.berth.intake.Declared;
import dev.berth.intake.Ledger;
import dev.berth.intake.Page;
import dev.berth.intake.Wanted;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers to questions about things that are declared. */
@Singleton
class KubeReads {
  private final Ledger ledger;

  KubeReads(Ledger ledger) {
    this.ledger = ledger;
  }

  Declared find(Served served, String name) {
    return ledger.find(served.kind(), name).orElseThrow(() -> KubeException.notFound(served, name));
  }

  Map<String, Object> get(Served served, String name, Accept accept) {
    return shown(served, find(served, name), accept);
  }

  static Map<String, Object> shown(Served served, Declared thing, Accept accept) {
    return accept.table()
        ? Tables.of(
            served,
            Map.of("resourceVersion", Long.toString(thing.version())),
            List.of(Tables.row(thing, accept.include(), Instant.now())))
        : KubeObjects.of(thing);
  }

  Map<String, Object> list(Served served, KubeQueries queries, Accept accept) {
    Optional<String> after = queries.text("continue").map(KubeReads::after);
    Page page = ledger.list(served.kind(), queries.wanted(), queries.number("limit", 0), after);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", Long.toString(page.number()));
    page.next().ifPresent(token -> metadata.put("continue", token));
    page.next().ifPresent(token -> metadata.put("remainingItemCount", page.remaining()));
    if (accept.table()) {
      Instant now = Instant.now();
      return Tables.of(
          served,
          metadata,
          page.items().stream().map(t -> Tables.row(t, accept.include(), now)).toList());
    }
    return KubeObjects.list(
        served.kind() + "List",
        Served.API_VERSION,
        metadata,
        page.items().stream().map(KubeObjects::of).toList());
  }

  private static String after(String token) {
    return Page.after(token)
        .orElseThrow(() ->
            KubeException.gone(
                "The provided continue parameter is too old or not one of this server's"));
  }

  /** A stream of changes; begins to fail here if changes since its start are forgotten. */
  KubeWatch watch(Served served, KubeQueries queries, Accept accept) {
    Wanted wanted = ledger.within(served.kind(), queries.wanted());
    return new KubeWatch(ledger, served, wanted, accept, KubeWatch.Options.of(queries));
  }

  List<Declared> all(Served served, Wanted wanted) {
    return ledger.list(served.kind(), wanted, 0, Optional.empty()).items();
  }
}
