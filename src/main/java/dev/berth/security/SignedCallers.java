package dev.berth.security;

import dev.berth.port.ExecCallers;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/** Who makes a request, for what goes on when the request is over. */
@ApplicationScoped
class SignedCallers implements ExecCallers {
  private final Auditor auditor;
  private final ClientAddresses clientAddresses;
  private final CurrentVertxRequest request;

  SignedCallers(Auditor auditor, ClientAddresses clientAddresses, CurrentVertxRequest request) {
    this.auditor = auditor;
    this.clientAddresses = clientAddresses;
    this.request = request;
  }

  @Override
  public Caller caller() {
    SecurityIdentity who = CurrentIdentityAssociation.current();
    return new Signed(
        auditor,
        who.getPrincipal().getName(),
        clientAddresses.of(request.getCurrent().request().remoteAddress()),
        who.getAttribute(Identities.STILL_GOOD) instanceof BooleanSupplier good
            ? good
            : () -> false);
  }

  private record Signed(Auditor auditor, String name, String from, BooleanSupplier good)
      implements Caller {
    @Override
    public boolean isGood() {
      return good.getAsBoolean();
    }

    @Override
    public void note(String what) {
      auditor.note(name, from, what);
    }
  }
}
