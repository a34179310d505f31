package dev.berth.http;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who waits for a request's answer that is kept back; he counts as one who follows a stream. */
@RequestScoped
public class WaitingClient {
  private final StreamBudget budget;
  private final SecurityIdentity identity;
  private final CurrentVertxRequest request;
  private @Nullable StreamClient client;

  WaitingClient(StreamBudget budget, SecurityIdentity identity, CurrentVertxRequest request) {
    this.budget = budget;
    this.identity = identity;
    this.request = request;
  }

  /** Nobody is there any more to whom the answer could be given. */
  public static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1;

    Gone() {
      super("the wait was given up: its client has gone, or Berth ends", null, false, false);
    }
  }

  /**
   * Lets him in, before anything is done for him; he is out when he is answered or gone.
   *
   * @throws TooManyStreams if too many wait or follow already
   */
  public void enter() {
    HttpServerResponse response = request.getCurrent().response();
    client = budget.enter(identity.getPrincipal().getName(), response).client();
  }

  /** The longest that may be waited before {@link #stay} is asked again, of what is left. */
  public Duration turn(Duration left) {
    return left.compareTo(StreamClient.PATIENCE) < 0 ? left : StreamClient.PATIENCE;
  }

  /** Ends the wait where nobody is there any more. */
  public void stay() {
    if (client != null && !client.isThere()) {
      throw new Gone();
    }
  }
}
