package dev.berth.spec.validation;

import dev.berth.spec.App;
import dev.berth.spec.AppName;
import dev.berth.spec.IngressRule;
import dev.berth.spec.IngressTls;
import dev.berth.spec.Placement;
import dev.berth.spec.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What must hold of the names that an app asks the front door for. */
final class IngressRules {
  private static final String KEY = "ingress.";

  /** Longest name of the DNS, as text (RFC 1035, section 2.3.4). */
  private static final int LONGEST_HOST = 253;

  /** As Kubernetes takes them in an Ingress: lower case, a star for the whole first label only. */
  private static final Pattern HOST =
      Pattern.compile(
          "(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

  /** What stands in paths as it is (RFC 3986, section 3.3), without quotes, of which some are. */
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~%!&+,;=:@/-]*");

  private final AppDraft draft;
  private final App app;
  private final IngressRule rule;
  private final List<Violation> found = new ArrayList<>();

  IngressRules(AppDraft draft) {
    this.draft = draft;
    this.app = draft.app();
    this.rule = app.ingress().rule();
  }

  List<Violation> check() {
    if (!rule.isAsked()) {
      alone();
      return found;
    }
    elsewhere();
    rule.hosts().forEach(this::host);
    rule.paths().stream()
        .filter(path -> !PATH.matcher(path).matches() || path.contains("//"))
        .forEach(path ->
            add(
                "paths",
                "must be paths that begin with / and have nothing but letters, digits and"
                    + " ._~%!&+,;=:@- between single slashes, was `"
                    + path
                    + "`"));
    rule.tls()
        .flatMap(IngressTls::secret)
        .filter(name -> !AppName.isPart(name))
        .ifPresent(name -> add("tls.secret", "`" + name + "` is no name of a secret"));
    rule.tls().filter(IngressTls::isIssued).ifPresent(tls -> rule.hosts().forEach(this::issued));
    twice("hosts", rule.hosts());
    twice("paths", rule.paths());
    Optional<Service> service = rule.service(app);
    service.ifPresentOrElse(this::target, this::nobody);
    return found;
  }

  private void elsewhere() {
    if (app.placement().engine().filter(name -> !name.equals(Placement.LOCAL)).isPresent()) {
      add(
          "hosts",
          "are names at the front door, which reaches no app on another engine: leave out"
              + " placement.engine, or publish ports");
    }
  }

  /** Nothing of it means anything without a name. */
  private void alone() {
    boolean says =
        !rule.paths().isEmpty()
            || rule.service().isPresent()
            || rule.port().isPresent()
            || rule.tls().isPresent();
    if (says) {
      add(
          "hosts",
          "is missing: paths, service, port and tls are of the names that the front door has");
    }
  }

  private void host(String host) {
    boolean isName =
        host.length() <= LONGEST_HOST
            && HOST.matcher(host).matches()
            && !ADDRESS.matcher(host).matches();
    if (!isName) {
      add(
          "hosts",
          "must be names such as shop.example or *.shop.example, in lower case, without port or"
              + " path, was `"
              + host
              + "`");
    }
  }

  /** Whose host is whose is proven by an answer over HTTP, which no name with a star can give. */
  private void issued(String host) {
    if (host.startsWith("*")) {
      add(
          "tls.acme",
          "cannot be had for `"
              + host
              + "`: servers of ACME give certificates for names with a star by DNS alone; name the"
              + " hosts, or keep such a certificate as a secret (tls.secret)");
    } else if (host.length() > IngressTls.LONGEST_HOST) {
      add(
          "tls.acme",
          "is for hosts of at most "
              + IngressTls.LONGEST_HOST
              + " characters, and one has "
              + host.length());
    }
  }

  private void twice(String key, List<String> all) {
    Set<String> seen = new HashSet<>();
    all.stream()
        .filter(one -> !seen.add(one))
        .distinct()
        .forEach(one -> add(key, "`" + one + "` is said twice"));
  }

  private void nobody() {
    Set<String> names = new TreeSet<>(app.services().keySet());
    add(
        "service",
        rule.service()
                .map(one -> "there is no service `" + one + "` in this app")
                .orElse("is missing")
            + ": say which of "
            + String.join(", ", names)
            + " answers");
  }

  private void target(Service service) {
    if (service.networking().mode().isPresent()) {
      add(
          "service",
          "`"
              + service.name()
              + "` has network_mode "
              + service.networking().mode().get()
              + ", and no network on which the front door could reach it");
    }
    Set<Integer> targets = IngressRule.targets(service);
    if (rule.port(service).isEmpty()) {
      add(
          "port",
          targets.isEmpty()
              ? "is missing: `"
                  + service.name()
                  + "` declares no port of TCP; the front door speaks HTTP, which needs one"
              : "is missing: say which of " + targets + " of `" + service.name() + "` answers");
    }
  }

  private void add(String key, String message) {
    found.add(new Violation(draft.path(KEY + key), message));
  }
}
