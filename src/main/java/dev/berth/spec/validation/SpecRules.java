package dev.berth.spec.validation;

import dev.berth.spec.App;
import dev.berth.spec.AppName;
import dev.berth.spec.Dependency;
import dev.berth.spec.FileSource;
import dev.berth.spec.Holders;
import dev.berth.spec.Link;
import dev.berth.spec.Mount;
import dev.berth.spec.Port;
import dev.berth.spec.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What must hold of an app. A draft becomes an {@link App}, or all that is wrong with it. */
public final class SpecRules {
  private static final String DNS_LABEL =
      "must be a DNS label: at most 63 of a-z, 0-9 and -, beginning and ending with a letter or"
          + " digit";

  private static final String PART =
      "must begin with a letter or digit, and have at most 63 of letters, digits, `_`, `.` and `-`";

  /** More than one machine runs; the rules below compare services with each other. */
  private static final int MOST_SERVICES = 500;

  private final AppDraft draft;
  private final Set<String> catalog;
  private final List<Violation> found = new ArrayList<>();

  private SpecRules(AppDraft draft, Set<String> catalog) {
    this.draft = draft;
    this.catalog = catalog;
  }

  /**
   * Checks a draft.
   *
   * @param catalog names that links may have beside those of the app's own services
   */
  public static Validated<App> check(AppDraft draft, Set<String> catalog) {
    SpecRules rules = new SpecRules(draft, catalog);
    rules.check();
    List<Violation> all = new ArrayList<>(draft.violations());
    rules.found.stream().filter(v -> isNews(v, draft.violations())).forEach(all::add);
    return all.isEmpty() ? new Validated.Valid<>(draft.app()) : new Validated.Invalid<>(all);
  }

  /** What could not even be read needs no second complaint. */
  private static boolean isNews(Violation violation, List<Violation> known) {
    return known.stream().noneMatch(v -> v.path().equals(violation.path()));
  }

  private void check() {
    App app = draft.app();
    if (app.services().size() > MOST_SERVICES) {
      found.add(
          new Violation(
              draft.path("services"),
              "must hold at most " + MOST_SERVICES + " services, held " + app.services().size()));
      return;
    }
    name(draft.root().isEmpty() ? "name" : "metadata.name", app.name());
    app.volumes().keySet().forEach(volume -> part(draft.path("volumes." + volume), volume));
    app.volumes().forEach((name, v) -> labels(draft.path("volumes." + name), v.labels().keySet()));
    app.networks()
        .forEach((name, n) -> labels(draft.path("networks." + name), n.labels().keySet()));
    app.networks().keySet().forEach(network -> part(draft.path("networks." + network), network));
    for (Service service : app.services().values()) {
      if (!service.name().equals(app.name())) {
        part(draft.path(service.name(), "").replaceAll("\\.$", ""), service.name());
      }
      found.addAll(new ServiceRules(draft, service).check());
      references(service);
      found.addAll(new ReferenceRules(draft, service).check());
    }
    app.secrets()
        .forEach((name, source) -> {
          if (source.equals(FileSource.Inline.HIDDEN)) {
            found.add(
                new Violation(
                    draft.path("secrets." + name + ".content"),
                    "is hidden, and there is none of that name: write its text"));
          }
        });
    found.addAll(new CycleRule(draft).check());
    found.addAll(new IngressRules(draft).check());
    sharedPorts(app);
    holders(app);
  }

  private void holders(App app) {
    if (app.rollout().strategy().isStaged()
        && app.services().values().stream().noneMatch(s -> Holders.isWanted(app, s))) {
      found.add(
          new Violation(
              draft.path("rollout.strategy"),
              "is "
                  + app.rollout().strategy().text()
                  + ", and no service has a fixed port of TCP behind which two versions could share"
                  + " requests; give one a port such as 4000:80, without volumes that it can write,"
                  + " or use Rolling"));
    }
    for (Service service : app.services().values()) {
      String holder = Holders.name(service.name());
      if (Holders.isWanted(app, service) && app.services().containsKey(holder)) {
        found.add(
            new Violation(
                draft.path(holder, "").replaceAll("\\.$", ""),
                "is what Berth calls the holder of the fixed ports of "
                    + service.name()
                    + "; call this service something else"));
      }
    }
  }

  private void name(String path, String name) {
    if (!AppName.isValid(name)) {
      found.add(new Violation(path, DNS_LABEL + ", was `" + name + "`"));
    }
  }

  private void part(String path, String name) {
    if (!AppName.isPart(name)) {
      found.add(new Violation(path, PART + ", was `" + name + "`"));
    }
  }

  private void labels(String path, Set<String> keys) {
    keys.stream()
        .filter(key -> key.startsWith(ServiceRules.RESERVED))
        .forEach(key ->
            found.add(
                new Violation(
                    path + ".labels." + key,
                    "labels beginning with " + ServiceRules.RESERVED + " are Berth's own")));
  }

  private void references(Service service) {
    Set<String> services = draft.app().services().keySet();
    for (Dependency dependency : service.dependencies()) {
      if (dependency.required() && !services.contains(dependency.service())) {
        add(
            service,
            "depends_on",
            "there is no service `" + dependency.service() + "` in this app");
      }
    }
    Set<String> linkable = new TreeSet<>(services);
    linkable.addAll(catalog);
    for (Link link : service.links()) {
      link(service, link, linkable);
    }
    for (Mount mount : service.mounts()) {
      if (mount instanceof Mount.OfVolume volume
          && volume.volume().filter(v -> !draft.app().volumes().containsKey(v)).isPresent()) {
        add(
            service,
            "volumes",
            "volume `"
                + volume.volume().get()
                + "` is not declared; add it under volumes: of the"
                + " app");
      }
    }
  }

  private void link(Service service, Link link, Set<String> linkable) {
    if (!linkable.contains(link.name())) {
      add(
          service,
          "links",
          "`"
              + link.name()
              + "` is neither a service of this app nor in the catalog; known: "
              + String.join(", ", linkable));
    }
    if (link.auth().orElse(false) && draft.app().services().containsKey(link.name())) {
      add(
          service,
          "links." + link.name() + ".auth",
          "is for links to the catalog; `" + link.name() + "` is a service of this app");
    }
  }

  private void sharedPorts(App app) {
    TakenPorts taken = new TakenPorts();
    for (Service service : app.services().values()) {
      for (Port port : service.ports()) {
        if (taken.clashWith(port)) {
          add(
              service,
              "ports",
              "host port "
                  + port.published().map(Port.Range::toString).orElse("")
                  + " is published twice in this app");
        }
        taken.add(port);
      }
    }
  }

  private void add(Service service, String key, String message) {
    found.add(new Violation(draft.path(service.name(), key), message));
  }

  /** Whether a text is an image reference by Docker's grammar. */
  public static boolean isImageReference(String text) {
    return ServiceRules.isReference(text);
  }

  /** Signals by the names that Docker takes, with and without SIG, and numbers. */
  public static boolean isSignal(String text) {
    return SIGNAL.matcher(text.toUpperCase(Locale.ROOT)).matches();
  }

  /** Whether a signal is one that ends a process, unless it is caught. */
  public static boolean isEnding(String text) {
    String bare = text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    return ENDING.contains(bare);
  }

  private static final Pattern SIGNAL =
      Pattern.compile(
          "(SIG)?(ABRT|ALRM|BUS|CHLD|CONT|FPE|HUP|ILL|INT|IO|KILL|PIPE|PROF|PWR|QUIT|SEGV|STKFLT"
              + "|STOP|SYS|TERM|TRAP|TSTP|TTIN|TTOU|URG|USR1|USR2|VTALRM|WINCH|XCPU|XFSZ"
              + "|RTMIN(\\+\\d{1,2})?|RTMAX(-\\d{1,2})?)|[1-9]|[1-5]\\d|6[0-4]");

  private static final Set<String> ENDING =
      Set.of("KILL", "TERM", "INT", "QUIT", "ABRT", "9", "15", "2", "3", "6");
}
