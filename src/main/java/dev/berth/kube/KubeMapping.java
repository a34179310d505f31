package dev.berth.kube;

import dev.berth.http.TooManyStreams;
import dev.berth.port.WatchLog;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns errors of this door into {@code Status} answers. */
public final class KubeMapping {
  @ServerExceptionMapper
  public Response status(KubeException e) {
    return answer(e);
  }

  @ServerExceptionMapper
  public Response gone(WatchLog.Gone e) {
    return answer(KubeException.gone(String.valueOf(e.getMessage())));
  }

  static Response answer(KubeException e) {
    Response.ResponseBuilder answer =
        Response.status(e.code())
            .type(MediaType.APPLICATION_JSON)
            .entity(KubeJson.text(e.status()));
    if (e.code() == KubeException.TOO_MANY_REQUESTS) {
      answer.header(HttpHeaders.RETRY_AFTER, TooManyStreams.RETRY_SECONDS);
    }
    return answer.build();
  }
}
