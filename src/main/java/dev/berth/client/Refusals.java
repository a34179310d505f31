package dev.berth.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.List;
import javax.net.ssl.SSLException;

/** What went wrong, as a person is told it, and what to do next. */
final class Refusals {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int UNREADY = 504;

  private Refusals() {}

  /** An answer that is no good one: a problem of RFC 9457, or whatever a proxy says. */
  static ClientFailure of(ServerAddress server, int status, String body) {
    JsonView problem = JsonView.read(body);
    String detail = problem.at("detail").found().orElse("Berth answered " + status);
    List<String> details = problem.items("violations").stream().map(Refusals::violation).toList();
    return switch (status) {
      case UNAUTHORIZED -> new ClientFailure(ExitStatus.DENIED, unknown(server));
      case FORBIDDEN -> new ClientFailure(ExitStatus.DENIED, detail, details);
      case UNREADY -> new ClientFailure(ExitStatus.NOT_READY, detail, details);
      default -> new ClientFailure(ExitStatus.FAILED, heading(detail, details, problem), details);
    };
  }

  /** The first violation is not told twice. */
  private static String heading(String detail, List<String> details, JsonView problem) {
    String reason = problem.at("reason").found().filter("PolicyDenied"::equals).orElse("refused");
    return details.isEmpty() ? detail : reason + ":";
  }

  private static String violation(JsonView violation) {
    long line = violation.number("line");
    String path = violation.at("path").found().map(found -> found + ": ").orElse("");
    String message = violation.text("message");
    boolean isSaid = line == 0 || message.startsWith("line ");
    return (isSaid ? "" : "line " + line + ": ") + path + message;
  }

  private static String unknown(ServerAddress server) {
    return server.token().isPresent()
        ? server + " does not know this token: berth login " + server + " keeps another"
        : server + " wants a token: berth login " + server + " keeps one, or set BERTH_TOKEN";
  }

  static ClientFailure unreachable(ServerAddress server, IOException cause) {
    if (cause instanceof SSLException) {
      return new ClientFailure(
          ExitStatus.UNREACHABLE,
          server + " is not trusted: " + said(cause) + "; berth login --authority FILE trusts it");
    }
    boolean refused =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    String what = refused ? "no Berth answers at " + server : server + " broke off: " + said(cause);
    String advice =
        server.isLocal()
            ? ": bin/berth serve starts one; BERTH_URL or --context names another"
            : ": is it running, and is the address right?";
    return new ClientFailure(ExitStatus.UNREACHABLE, refused ? what + advice : what);
  }

  private static String said(IOException cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
