package dev.berth.kube;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Map;

/** Good answers. */
final class KubeAnswers {
  private KubeAnswers() {}

  static Response ok(Map<String, ?> tree) {
    return Response.ok(KubeJson.text(tree)).type(MediaType.APPLICATION_JSON).build();
  }

  /** With the warnings that came up on the way. */
  static Response of(int code, Map<String, ?> tree, Ask ask) {
    Response.ResponseBuilder answer =
        Response.status(code).entity(KubeJson.text(tree)).type(MediaType.APPLICATION_JSON);
    for (String warning : ask.warnings()) {
      String quoted = warning.replace("\\", "\\\\").replace("\"", "\\\"");
      answer.header("Warning", "299 - \"" + quoted + "\"");
    }
    return answer.build();
  }

  /** A line after the other, for as long as the client likes. */
  static Response stream(StreamingOutput output) {
    return Response.ok(output)
        .type(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CONTENT_ENCODING, "identity")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }
}
