package dev.berth.api.http;

import dev.berth.fault.DatabaseClosed;
import dev.berth.fault.DatabaseDamage;
import dev.berth.fault.DatabaseUnreachable;
import dev.berth.fault.DiskFull;
import dev.berth.fault.NotLeading;
import dev.berth.http.CpuWork;
import dev.berth.http.TooBusy;
import dev.berth.http.TooManyStreams;
import dev.berth.http.WaitingClient;
import dev.berth.manifest.YamlLines;
import dev.berth.port.EngineInventory;
import dev.berth.port.ImageOperations;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every error into a problem answer. */
public final class ProblemMapping {
  private static final System.Logger LOG = System.getLogger(ProblemMapping.class.getName());

  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNSUPPORTED = 415;
  private static final int FULL = 507;

  private final Routes routes;

  ProblemMapping(Routes routes) {
    this.routes = routes;
  }

  @ServerExceptionMapper
  public Response problem(ProblemException e, ContainerRequestContext request) {
    ProblemDetails problem = e.problem();
    return SentText.of(request)
        .filter(text -> !problem.violations().isEmpty())
        .flatMap(ProblemMapping::lines)
        .map(lines -> answer(problem, JsonMaps.json(problem.tree(lines::find))))
        .orElseGet(() -> answer(problem));
  }

  /** Nothing where nobody has time for it: the answer is as true without. */
  private static Optional<YamlLines> lines(String text) {
    try {
      return Optional.of(CpuWork.done(() -> YamlLines.of(text)));
    } catch (TooBusy e) {
      return Optional.empty();
    }
  }

  /** What the framework itself refuses: unknown paths, methods, media types. */
  @ServerExceptionMapper
  public Response refused(WebApplicationException e, ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    Response given = e.getResponse();
    // Of some methods the framework says that it knows no such path.
    Response own =
        given.getStatus() == 404 && routes.refuse(request.getMethod(), path)
            ? Response.status(METHOD_NOT_ALLOWED).build()
            : given;
    String detail =
        switch (own.getStatus()) {
          case 404 -> missing(path);
          case 405 -> "this path does not take this method; /docs shows which it takes";
          case 406 -> "answers are application/json or application/yaml";
          case 415 -> MediaTypes.advice(request.getMethod(), path);
          default -> String.valueOf(e.getMessage());
        };
    Response.ResponseBuilder answer =
        Response.fromResponse(own)
            .type(ProblemDetails.TYPE)
            .entity(
                json(
                    ProblemDetails.of(
                        own.getStatus(), own.getStatusInfo().getReasonPhrase(), detail)));
    if (own.getStatus() == METHOD_NOT_ALLOWED) {
      answer.header(HttpHeaders.ALLOW, routes.allowed(path));
    }
    if (own.getStatus() == UNSUPPORTED && request.getMethod().equals("PATCH")) {
      answer.header("Accept-Patch", String.join(", ", MediaTypes.taken("PATCH", path)));
    }
    return answer.build();
  }

  private static String missing(String path) {
    return path.startsWith("/api/v1/")
        ? "what is Kubernetes' own is not served here; App, Source, Registry, Secret and Engine of"
            + " apiVersion berth.dev/v1 are: kubectl apply -f a file of that kind"
        : "there is nothing at this path; /docs shows what there is";
  }

  /** The one failure to expect of questions: nobody can say what is there. */
  @ServerExceptionMapper
  public Response unavailable(EngineInventory.Unavailable e) {
    return answer(
        ProblemDetails.of(503, "Service Unavailable", String.valueOf(e.getMessage()))
            .reason("EngineUnreachable"));
  }

  /** The doors' streams are one budget; clients of Kubernetes get a {@code Status}. */
  @ServerExceptionMapper
  public Response crowded(TooManyStreams e) {
    ProblemDetails problemDetails =
        ProblemDetails.of(429, "Too Many Requests", String.valueOf(e.getMessage()))
            .reason("TooManyStreams");
    return later(problemDetails, TooManyStreams.RETRY_SECONDS);
  }

  /** Not this request's fault: the same may be answered when less is going on. */
  @ServerExceptionMapper
  public Response busy(TooBusy e) {
    ProblemDetails problemDetails =
        ProblemDetails.of(503, "Service Unavailable", String.valueOf(e.getMessage()));
    return later(problemDetails, TooBusy.RETRY_SECONDS);
  }

  /** An answer that says when to come again. */
  private static Response later(ProblemDetails problemDetails, int seconds) {
    return Response.fromResponse(answer(problemDetails))
        .header(HttpHeaders.RETRY_AFTER, seconds)
        .build();
  }

  /** Told to nobody, or to who waits while Berth ends. */
  @ServerExceptionMapper
  public Response gone(WaitingClient.Gone e) {
    return answer(ProblemDetails.of(503, "Service Unavailable", String.valueOf(e.getMessage())));
  }

  /** What cannot be done with images as they are. */
  @ServerExceptionMapper
  public Response refused(ImageOperations.Refused e) {
    String why = String.valueOf(e.getMessage());
    return answer(
        switch (e.kind()) {
          case NOT_FOUND -> ProblemDetails.of(404, "Not Found", why).reason("ImageNotFound");
          case IN_USE -> ProblemDetails.of(409, "Conflict", why).reason("ImageInUse");
          case INVALID -> ProblemDetails.of(422, "Unprocessable Content", why).reason("Invalid");
        });
  }

  /** A bug: told once in the log, and to the client without its insides. */
  @ServerExceptionMapper
  public Response bug(RuntimeException e) {
    Optional<Response> fault = fault(e);
    LOG.log(
        System.Logger.Level.ERROR,
        fault.isPresent() ? "a request failed" : "a request failed: this is a bug in Berth",
        e);
    return fault.orElseGet(() ->
        answer(ProblemDetails.of(500, "Internal Server Error", "Berth failed; its log says more")));
  }

  /** Of the surroundings. */
  private static Optional<Response> fault(RuntimeException e) {
    if (DiskFull.isCauseOf(e)) {
      return Optional.of(answer(full()));
    }
    if (DatabaseDamage.isCauseOf(e)) {
      return Optional.of(
          answer(
              ProblemDetails.of(500, "Internal Server Error", DatabaseDamage.ADVICE)
                  .reason("DatabaseDamaged")));
    }
    if (DatabaseClosed.isCauseOf(e)) {
      return Optional.of(away(DatabaseClosed.ADVICE, "DatabaseClosed"));
    }
    if (NotLeading.isCauseOf(e)) {
      return Optional.of(away(NotLeading.ADVICE, NotLeading.REASON));
    }
    return DatabaseUnreachable.isCauseOf(e)
        ? Optional.of(away(DatabaseUnreachable.ADVICE, "DatabaseUnreachable"))
        : Optional.empty();
  }

  private static Response away(String advice, String reason) {
    return later(
        ProblemDetails.of(503, "Service Unavailable", advice).reason(reason),
        DatabaseUnreachable.RETRY_SECONDS);
  }

  /** Not the client's fault, and not a bug. */
  static ProblemDetails full() {
    return ProblemDetails.of(FULL, "Insufficient Storage", DiskFull.ADVICE).reason("DiskFull");
  }

  static Response answer(ProblemDetails problemDetails) {
    return answer(problemDetails, json(problemDetails));
  }

  private static Response answer(ProblemDetails problemDetails, String json) {
    return Response.status(problemDetails.code()).type(ProblemDetails.TYPE).entity(json).build();
  }

  private static String json(ProblemDetails problemDetails) {
    return JsonMaps.json(problemDetails.tree());
  }
}
