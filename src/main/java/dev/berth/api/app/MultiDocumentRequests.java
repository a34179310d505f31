package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.http.Receipts;
import dev.berth.api.wait.Waits;
import dev.berth.api.wait.Writes;
import dev.berth.intake.bulk.MultiDocumentApply;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.receipt.Receipt;
import dev.berth.manifest.ManifestReader.Manifest;
import dev.berth.spec.validation.ResourceDraft;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several documents in one request. */
@Singleton
class MultiDocumentRequests {
  /** Of which only an admin may write. */
  private static final Set<String> GUARDED = Set.of("Registry", "Secret", "Engine");

  private final MultiDocumentApply multiDocumentApply;
  private final Writes writes;
  private final Waits waits;

  MultiDocumentRequests(MultiDocumentApply multiDocumentApply, Writes writes, Waits waits) {
    this.multiDocumentApply = multiDocumentApply;
    this.writes = writes;
    this.waits = waits;
  }

  Response answer(
      Manifest manifest,
      MultiDocumentApply.Mode mode,
      Queries queries,
      HttpHeaders headers,
      SecurityContext user) {
    checkRole(manifest, user);
    boolean dryRun = queries.flag("dryRun");
    String author = Writes.author(user);
    Receipt.Accepted<List<MultiDocumentApply.Done>> accepted =
        Receipts.accepted(
            dryRun
                ? multiDocumentApply.dryRun(manifest, mode, author)
                : multiDocumentApply.write(manifest, mode, author));
    boolean isNew = accepted.outcome() == Receipt.Outcome.CREATED && !dryRun;
    if (!dryRun) {
      waits.forAll(
          accepted.desired().stream().map(MultiDocumentApply.Done::thing).toList(), queries);
    }
    return Answers.of(isNew ? 201 : 200, tree(accepted.desired(), dryRun), headers).build();
  }

  private Map<String, Object> tree(List<MultiDocumentApply.Done> done, boolean dryRun) {
    List<Object> items = new ArrayList<>();
    for (MultiDocumentApply.Done one : done) {
      items.add(
          switch (one.thing()) {
            case DeclaredResource.OfApp app when dryRun -> writes.dryRun(app.app());
            case DeclaredResource.OfApp app -> writes.now(app.app()).document();
            case DeclaredResource.OfResource other -> other.document();
          });
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("items", items);
    tree.put(
        "outcomes",
        done.stream()
            .map(one ->
                Map.of(
                    "kind",
                    one.thing().kind(),
                    "name",
                    one.thing().name(),
                    "outcome",
                    one.outcome().name().toLowerCase(java.util.Locale.ROOT)))
            .toList());
    return tree;
  }

  private static void checkRole(Manifest manifest, SecurityContext user) {
    boolean guarded =
        manifest.resources().stream().map(ResourceDraft::kind).anyMatch(GUARDED::contains);
    if (guarded && !user.isUserInRole("admin")) {
      throw ProblemException.of(
          403, "Forbidden", "only a token of role admin may write registries, secrets and engines");
    }
  }
}
