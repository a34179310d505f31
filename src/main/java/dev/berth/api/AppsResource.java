package dev.berth.api;

import dev.berth.intake.Intake;
import dev.berth.intake.Receipt;
import dev.berth.spec.AppDraft;
import dev.berth.spec.DesiredApp;
import dev.berth.status.StatusBoard;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Apps: what is wanted, and what is there of it. */
@Path("/v1/apps")
@RunOnVirtualThread
public class AppsResource {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> WRITE = Set.of("wait", "timeout");

  private final Intake intake;
  private final StatusBoard board;
  private final Waiter waiter;

  AppsResource(Intake intake, StatusBoard board, Waiter waiter) {
    this.intake = intake;
    this.board = board;
    this.waiter = waiter;
  }

  @POST
  @Consumes({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(summary = "Create an app", description = "The same again changes nothing.")
  public Response create(
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = new Queries(uri, WRITE);
    return written(intake.create(Bodies.app(body), author(user)), queries, headers);
  }

  @PUT
  @Path("{name}")
  @Consumes({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(summary = "Create or replace an app")
  public Response put(
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = new Queries(uri, WRITE);
    AppDraft draft = Bodies.app(body);
    if (!draft.app().name().equals(name) && !draft.app().name().isEmpty()) {
      throw ProblemException.of(
          422,
          "Unprocessable Content",
          "the path names app `" + name + "`, the body `" + draft.app().name() + "`");
    }
    return written(
        intake.put(draft, Receipts.precondition(headers), author(user)), queries, headers);
  }

  private Response written(Receipt receipt, Queries queries, HttpHeaders headers) {
    Receipt.Accepted accepted = Receipts.accepted(receipt);
    DesiredApp app = accepted.desired();
    awaitIfAsked(app, queries);
    boolean isNew = accepted.outcome() == Receipt.Outcome.CREATED;
    Response.ResponseBuilder answer = show(isNew ? 201 : 200, app, headers);
    if (isNew) {
      answer.location(URI.create("/v1/apps/" + app.name()));
    }
    return answer.build();
  }

  private void awaitIfAsked(DesiredApp app, Queries queries) {
    if (queries.word("wait", Set.of("ready")).isPresent()) {
      waiter.await(app, queries.duration("timeout").orElse(PATIENCE));
    }
  }

  private Response.ResponseBuilder show(int code, DesiredApp app, HttpHeaders headers) {
    return Answers.of(code, AppView.of(app, board.find(app.name())), headers)
        .header(HttpHeaders.ETAG, Receipts.tag(app));
  }

  private static String author(SecurityContext user) {
    return user.getUserPrincipal() == null ? "unknown" : user.getUserPrincipal().getName();
  }

  @GET
  @Operation(summary = "List apps")
  public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
    Queries unused = new Queries(uri, Set.of());
    List<Object> items = new ArrayList<>();
    for (DesiredApp app : intake.all()) {
      items.add(AppView.of(app, board.find(app.name())));
    }
    return Answers.list(items, headers);
  }

  @GET
  @Path("{name}")
  @Operation(summary = "Show an app with its status")
  public Response get(String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    Queries queries = new Queries(uri, WRITE);
    DesiredApp app = find(name);
    awaitIfAsked(app, queries);
    return show(200, find(name), headers).build();
  }

  private DesiredApp find(String name) {
    Optional<DesiredApp> app = intake.find(name);
    return app.orElseThrow(() -> ProblemException.notFound(name));
  }

  @DELETE
  @Path("{name}")
  @Operation(
      summary = "Delete an app",
      description = "Containers and networks go; volumes stay unless ?volumes=delete.")
  public Response delete(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    boolean volumes = deletesVolumes(new Queries(uri, Set.of("volumes")));
    Receipt.Accepted accepted =
        Receipts.accepted(
            intake.remove(name, volumes, Receipts.precondition(headers), author(user)));
    return show(202, accepted.desired(), headers).build();
  }

  private static boolean deletesVolumes(Queries queries) {
    return queries.word("volumes", Set.of("delete", "keep")).orElse("keep").equals("delete");
  }

  @DELETE
  @Operation(summary = "Delete all apps", description = "Only with ?all=true.")
  public Response deleteAll(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context SecurityContext user) {
    Queries queries = new Queries(uri, Set.of("all", "volumes"));
    if (!queries.flag("all")) {
      throw ProblemException.of(400, "Bad Request", "say ?all=true to delete every app");
    }
    boolean volumes = deletesVolumes(queries);
    List<Object> items = new ArrayList<>();
    for (DesiredApp app : intake.all()) {
      Receipt receipt =
          intake.remove(
              app.name(), volumes, new dev.berth.intake.Precondition.None(), author(user));
      if (receipt instanceof Receipt.Accepted accepted) {
        items.add(AppView.of(accepted.desired(), board.find(app.name())));
      }
    }
    return Answers.of(202, java.util.Map.of("items", items), headers).build();
  }
}
