package dev.berth.api.app;

import dev.berth.api.http.Answers;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.stream.StatsStream;
import dev.berth.http.StreamDoor;
import dev.berth.intake.app.Intake;
import dev.berth.intake.read.DeclaredResource;
import dev.berth.intake.read.EventQueries;
import dev.berth.intake.read.ResourceFilter;
import dev.berth.intake.read.ResourceQueries;
import dev.berth.port.AppUsage;
import dev.berth.port.EventLog;
import dev.berth.spec.validation.LabelSelector;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What an app's containers use of the machine. */
@Path("/v1/apps/{name}/stats")
@RunOnVirtualThread
public class StatsResource {
  private final AppUsage usage;
  private final Intake intake;
  private final EventQueries eventQueries;
  private final ResourceQueries resourceQueries;
  private final StreamDoor door;

  StatsResource(
      AppUsage usage,
      Intake intake,
      EventLog eventLog,
      ResourceQueries resourceQueries,
      StreamDoor door) {
    this.usage = usage;
    this.intake = intake;
    this.eventQueries = new EventQueries(intake, eventLog);
    this.resourceQueries = resourceQueries;
    this.door = door;
  }

  @GET
  @Operation(
      summary = "What the containers use: processors, memory, network, disk",
      description =
          "?watch=true: server-sent events `stats` every two seconds. ?since=1h: what is known of"
              + " the time since then, too.")
  public Response stats(
      String name,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context HttpServerResponse connection)
      throws InterruptedException {
    Queries queries = new Queries(uri, Set.of("watch", "since"));
    String app = intake.find(name).orElseThrow(() -> ProblemException.notFound(name)).name();
    Optional<Instant> since = queries.since("since");
    if (!queries.flag("watch")) {
      return Answers.ok(StatsStream.tree(usage, usage.measured(List.of(app)), since), headers);
    }
    ResourceFilter apps =
        resourceQueries.within(
            DeclaredResource.APP, new ResourceFilter(Optional.empty(), LabelSelector.EVERYTHING));
    StatsStream stream = new StatsStream(usage, app, since, () -> eventQueries.sees(app, apps));
    return door.events(connection, stream::copy);
  }
}
