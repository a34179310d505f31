package dev.berth.security;

import dev.berth.spec.policy.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The role that a request needs: one table for all doors, by method and path. A route that the
 * table does not name is the admin's alone, and fails the test that reads all routes.
 */
public final class RouteRoles {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private static final List<Rule> RULES =
      List.of(
          Rule.open("/health"),
          Rule.page("/"),
          Rule.page("/desk"),
          Rule.page("/favicon.ico"),
          Rule.page("/sign-in"),
          Rule.page("/apps"),
          Rule.page("/new"),
          Rule.page("/activity"),
          Rule.page("/sources"),
          Rule.page("/images"),
          Rule.page("/system"),
          Rule.page("/v1/session/oidc"),
          Rule.openWrites("/v1/session"),
          Rule.of("/v1/apps", Role.VIEWER, Role.DEPLOYER).scoped(),
          Rule.of("/v1/apply", Role.VIEWER, Role.DEPLOYER).scoped(),
          Rule.of("/v1/compose", Role.VIEWER, Role.DEPLOYER).scoped(),
          Rule.of("/v1/contexts", Role.VIEWER, Role.DEPLOYER).scoped(),
          Rule.of("/v1/events", Role.VIEWER, Role.DEPLOYER).scoped(),
          Rule.of("/v1/images", Role.VIEWER, Role.DEPLOYER),
          Rule.of("/v1/containers", Role.VIEWER, Role.DEPLOYER),
          Rule.of("/v1/volumes", Role.VIEWER, Role.ADMIN).scoped(),
          Rule.of("/v1/networks", Role.VIEWER, Role.ADMIN).scoped(),
          Rule.of("/v1/operations", Role.VIEWER, Role.DEPLOYER),
          Rule.of("/v1/sources", Role.VIEWER, Role.DEPLOYER),
          Rule.of("/v1/registries", Role.VIEWER, Role.ADMIN),
          Rule.of("/v1/secrets", Role.VIEWER, Role.ADMIN),
          Rule.of("/v1/engines", Role.VIEWER, Role.ADMIN),
          Rule.of("/v1/notices", Role.VIEWER, Role.ADMIN),
          Rule.of("/v1/adopt", Role.ADMIN, Role.ADMIN),
          Rule.of("/v1/system/backup", Role.ADMIN, Role.ADMIN),
          Rule.of("/v1/system", Role.VIEWER, Role.ADMIN),
          Rule.of("/v1/tokens", Role.ADMIN, Role.ADMIN),
          Rule.of("/v1/audit", Role.ADMIN, Role.ADMIN),
          Rule.of("/apis/berth.dev/v1/apps", Role.VIEWER, Role.DEPLOYER).scoped(),
          Rule.of("/apis/berth.dev/v1/sources", Role.VIEWER, Role.DEPLOYER),
          Rule.of("/apis/berth.dev/v1/instances", Role.VIEWER, Role.DEPLOYER),
          Rule.of("/apis/berth.dev/v1/registries", Role.VIEWER, Role.ADMIN),
          Rule.of("/apis/berth.dev/v1/secrets", Role.VIEWER, Role.ADMIN),
          Rule.of("/apis/berth.dev/v1/engines", Role.VIEWER, Role.ADMIN),
          Rule.of("/apis/authorization.k8s.io", Role.VIEWER, Role.VIEWER).scoped(),
          Rule.reading("/apis/metrics.k8s.io"),
          Rule.reading("/apis").scoped(),
          Rule.reading("/api"),
          Rule.reading("/version").scoped(),
          Rule.reading("/openapi").scoped(),
          Rule.reading("/docs").scoped(),
          Rule.reading("/metrics"));

  /** The signature of a hook is its login. */
  private static final Pattern HOOK = Pattern.compile("/v1/sources/[^/]+/hook");

  /** Reading in the words of HTTP, for WebSockets are; in truth more than writing. */
  private static final Pattern EXEC =
      Pattern.compile(
          "/v1/apps/[^/]+/exec/?|/api/v1/namespaces/[^/]+/pods/[^/]+/(?:exec|attach)/?");

  private RouteRoles() {}

  /**
   * What the table says of a path and all below it; of the root, of itself alone.
   *
   * @param read role for reading; empty: everybody, without a token
   * @param write likewise for everything else
   * @param isScoped whether tokens for some apps only may come here: what is behind looks at the
   *     apps' labels
   */
  record Rule(String path, Optional<Role> read, Optional<Role> write, boolean isScoped) {
    static Rule open(String path) {
      return new Rule(path, Optional.empty(), Optional.empty(), true);
    }

    /** What holds nothing of anybody's, so that a browser can show it before it signs in. */
    static Rule page(String path) {
      return new Rule(path, Optional.empty(), Optional.of(Role.ADMIN), true);
    }

    /** Where the token comes in the body. */
    static Rule openWrites(String path) {
      return new Rule(path, Optional.of(Role.VIEWER), Optional.empty(), true);
    }

    static Rule of(String path, Role read, Role write) {
      return new Rule(path, Optional.of(read), Optional.of(write), false);
    }

    static Rule reading(String path) {
      return of(path, Role.VIEWER, Role.ADMIN);
    }

    Rule scoped() {
      return new Rule(path, read, write, true);
    }

    boolean covers(String wanted) {
      boolean isRoot = path.equals("/");
      return wanted.equals(path) || (!isRoot && wanted.startsWith(path + "/"));
    }

    Optional<Role> role(String method) {
      return READING.contains(method) ? read : write;
    }
  }

  static List<Rule> rules() {
    return RULES;
  }

  /** The first rule that covers a path. */
  static Optional<Rule> rule(String path) {
    String plain = plain(path);
    return RULES.stream().filter(rule -> rule.covers(plain)).findFirst();
  }

  /** Matrix parameters are no part of what the router looks at. */
  private static String plain(String path) {
    return path.indexOf(';') < 0 ? path : path.replaceAll(";[^/]*", "");
  }

  /** Whether the table names a path. */
  public static boolean names(String path) {
    return rule(path).isPresent();
  }

  /** Whether a path leads into containers: then {@link ExecGate} decides. */
  static boolean isExec(String path) {
    return EXEC.matcher(plain(path)).matches();
  }

  /** The role that a request needs, or empty if everybody may make it. */
  public static Optional<Role> needed(String method, String path) {
    if (method.equals("POST") && HOOK.matcher(path).matches()) {
      return Optional.empty();
    }
    if (isExec(path)) {
      return Optional.of(Role.ADMIN); // Or as berth.policy.exec says.
    }
    Optional<Rule> rule = rule(path);
    return rule.isPresent() ? rule.get().role(method) : Optional.of(Role.ADMIN);
  }
}
