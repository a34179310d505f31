package dev.berth.kube;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a write is asked for.
 *
 * @param manager who will manage the fields that are written
 * @param lenient whether unknown keys are dropped, with a warning, in place of refused
 * @param warnings to go with the answer; filled while the write is read
 */
record KubeWriteOptions(
    String author,
    boolean dryRun,
    String manager,
    boolean force,
    boolean lenient,
    List<String> warnings) {
  private static final int LONGEST_MANAGER = 128;

  static KubeWriteOptions of(KubeQueries queries, HttpHeaders headers, SecurityContext user) {
    String agent = String.valueOf(headers.getHeaderString(HttpHeaders.USER_AGENT));
    int slash = agent.indexOf('/');
    String manager =
        queries
            .text("fieldManager")
            .orElse(slash < 0 ? agent : agent.substring(0, slash))
            .replaceAll("\\p{Cntrl}", "");
    String validation = queries.text("fieldValidation").orElse("Strict").toLowerCase(Locale.ROOT);
    return new KubeWriteOptions(
        user.getUserPrincipal() == null ? "unknown" : user.getUserPrincipal().getName(),
        queries.dryRun(),
        manager.substring(0, Math.min(manager.length(), LONGEST_MANAGER)),
        queries.flag("force"),
        !validation.equals("strict"),
        new ArrayList<>());
  }

  KubeWriteOptions asDryRun() {
    return new KubeWriteOptions(author, true, manager, force, lenient, warnings);
  }
}
