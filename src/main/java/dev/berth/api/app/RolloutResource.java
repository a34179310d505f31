package dev.berth.api.app;

import dev.berth.api.http.Bodies;
import dev.berth.api.http.ProblemException;
import dev.berth.api.http.Queries;
import dev.berth.api.wait.Writes;
import dev.berth.intake.app.RolloutAction;
import dev.berth.intake.receipt.Precondition;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Holds a rollout, drives it on, or gives it up. */
@Path("/v1/apps/{name}/rollout")
@RunOnVirtualThread
public class RolloutResource {
  private static final String ACTION = "action";

  private final Writes writes;

  RolloutResource(Writes writes) {
    this.writes = writes;
  }

  @POST
  @Consumes({"application/json", "application/yaml"})
  @Operation(
      summary = "Pause, resume, promote or abort a rollout",
      description = "Body: {\"action\": \"pause\"}, or resume, promote, abort.")
  public Response drive(
      String name,
      InputStream body,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext user) {
    Queries queries = Writes.queries(uri);
    RolloutAction action = action(Bodies.texts(body, Set.of(ACTION)));
    Precondition asked = writes.precondition(headers, name);
    return writes.answer(
        queries,
        headers,
        asked,
        (door, held) -> door.drive(name, action, held, Writes.author(user)));
  }

  private static RolloutAction action(Map<String, String> body) {
    String word = body.getOrDefault(ACTION, "");
    return RolloutAction.of(word)
        .orElseThrow(() ->
            ProblemException.of(
                422,
                "Unprocessable Content",
                "action must be "
                    + Arrays.stream(RolloutAction.values())
                        .map(RolloutAction::text)
                        .collect(Collectors.joining(", "))
                    + ", was `"
                    + word
                    + "`"));
  }
}
