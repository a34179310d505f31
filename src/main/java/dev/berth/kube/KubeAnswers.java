package dev.berth.kube;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Good answers. */
final class KubeAnswers {
  private KubeAnswers() {}

  static Response ok(Map<String, ?> tree) {
    return Response.ok(KubeJson.text(tree)).type(MediaType.APPLICATION_JSON).build();
  }

  /** With the warnings that came up on the way. */
  static Response of(int code, Map<String, ?> tree, KubeWriteOptions writeOptions) {
    Response.ResponseBuilder answer =
        Response.status(code).entity(KubeJson.text(tree)).type(MediaType.APPLICATION_JSON);
    for (String warning : writeOptions.warnings()) {
      String quoted = warning.replace("\\", "\\\\").replace("\"", "\\\"");
      answer.header("Warning", "299 - \"" + quoted + "\"");
    }
    return answer.build();
  }
}
