package dev.berth.gitops;

import java.net.ConnectException;
import java.util.Locale;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;

/** What a failure of Git means: whether waiting helps, and what to do. */
final class GitFailures {
  private GitFailures() {}

  static SourceException of(String url, Exception failure) {
    String said = said(failure);
    String low = said.toLowerCase(Locale.ROOT);
    if (isOfAccess(failure)) {
      return new SourceException(
          SourceException.AUTHENTICATION_FAILED,
          true,
          url + " does not let Berth in: " + said + "; look at the source's credentials");
    }
    if (low.contains("server key") || low.contains("host key")) {
      return new SourceException(
          SourceException.HOST_KEY_CHANGED,
          true,
          url
              + " has another host key than the known one: "
              + said
              + "; if that is right, put the new one under credentials.knownHosts");
    }
    if (isCausedBy(failure, NoRemoteRepositoryException.class) || low.contains("not found")) {
      return new SourceException(
          SourceException.REPOSITORY_NOT_FOUND, true, "there is no repository at " + url);
    }
    return new SourceException(
        SourceException.UNREACHABLE,
        false,
        url + " does not answer: " + said + "; Berth goes on trying");
  }

  /** Whether the server would answer somebody else. */
  static boolean isOfAccess(Exception failure) {
    String low = said(failure).toLowerCase(Locale.ROOT);
    return low.contains("not authorized")
        || low.contains("not permitted")
        || low.contains("authentication")
        || low.contains("cannot log in")
        || low.contains("auth fail")
        || low.contains("no more authentication methods");
  }

  /** The deepest cause says most. */
  private static String said(Exception failure) {
    StringBuilder all = new StringBuilder();
    String last = "";
    int depth = 0;
    for (Throwable at = failure; at != null && depth < 8; at = at.getCause(), depth++) {
      String message = at instanceof ConnectException ? "connection refused" : at.getMessage();
      if (message != null && !last.contains(message)) {
        all.append(all.isEmpty() ? "" : ": ").append(message);
        last = message;
      }
    }
    return all.toString();
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
    int depth = 0;
    for (Throwable at = failure; at != null && depth < 8; at = at.getCause(), depth++) {
      if (kind.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
