package dev.berth.reconcile.front;

import dev.berth.plan.FrontClaims;
import dev.berth.spec.Front;
import dev.berth.spec.FrontRoute;
import dev.berth.state.AppStore;
import dev.berth.state.DesiredApp;
import dev.berth.status.AppStatus;
import dev.berth.status.FrontEndpoints;
import dev.berth.status.Problem;
import dev.berth.status.Reasons;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sees that the front door is declared as the apps need it: it comes with the first name that any
 * of them asks for, follows each change, and goes with the last. Made anew from what is stored
 * whenever something in it may be old, so that nothing is lost with a process.
 */
public final class FrontDoor {
  /** A name becomes free by a change of another app, which wakes who waits for it. */
  private static final Duration SELDOM = Duration.ofMinutes(5);

  private static final String BLOCKED =
      "app "
          + Front.APP
          + " is not the front door but an app of somebody's, and nobody answers for names of"
          + " ingress.hosts: delete it, and write it anew under another name";

  private final AppStore state;
  private final FrontCertificates certificates;
  private final Front.Address address;
  private final InstantSource clock;
  private final Consumer<String> wake;

  /** What each app was seen to ask for; those that ask for nothing are not in it. */
  private final Map<String, Asked> known = new HashMap<>();

  private record Asked(List<FrontRoute> routes, List<String> secrets) {
    static final Asked NOTHING = new Asked(List.of(), List.of());
  }

  /** Its name is somebody else's. */
  private boolean isBlocked;

  private FrontClaims claims = new FrontClaims(List.of(), new TreeMap<>());

  public FrontDoor(
      AppStore state,
      FrontCertificates certificates,
      Front.Address address,
      InstantSource clock,
      Consumer<String> wake) {
    this.state = state;
    this.certificates = certificates;
    this.address = address;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Before a pass over an app, there or not.
   *
   * @return the app as it is wanted after that
   */
  public synchronized Optional<DesiredApp> heed(String app, Optional<DesiredApp> desired) {
    if (app.equals(Front.APP)) {
      declare();
      return state.find(app);
    }
    Asked asked = desired.filter(one -> !one.isDeleting()).map(this::asked).orElse(Asked.NOTHING);
    if (!asked.equals(known.getOrDefault(app, Asked.NOTHING))) {
      declare();
    }
    return desired;
  }

  private Asked asked(DesiredApp app) {
    List<FrontRoute> routes = FrontClaims.asked(app.declared());
    return new Asked(routes, certificates.state(routes));
  }

  /** Has an app forgotten of which nothing is left; not the front door, if it is wanted again. */
  public void forget(String app, Runnable forgetting) {
    if (app.equals(Front.APP)) {
      forgetFront(forgetting);
    } else {
      forgetting.run();
    }
  }

  private synchronized void forgetFront(Runnable forgetting) {
    if (state.find(Front.APP).filter(DesiredApp::isDeleting).isPresent()) {
      forgetting.run();
    }
    wake.accept(Front.APP);
  }

  /** With what is wrong with the names of an app. */
  public synchronized List<Problem> problems(DesiredApp desired, List<Problem> others) {
    if (desired.isDeleting() || desired.isStopped()) {
      return others;
    }
    List<Problem> all = new ArrayList<>(others);
    Optional.ofNullable(claims.refused().get(desired.name()))
        .orElseGet(TreeMap::new)
        .forEach((claim, holder) ->
            all.add(
                problem(
                    Reasons.HOST_TAKEN,
                    claim
                        + " is app "
                        + holder
                        + "'s already: take another host or path, or have "
                        + holder
                        + " give it up")));
    List<FrontRoute> asked = FrontClaims.asked(desired.declared());
    if (isBlocked && !asked.isEmpty()) {
      all.add(problem(Reasons.NAME_CONFLICT, BLOCKED));
    }
    certificates.faults(asked, claims).forEach(all::add);
    return all;
  }

  private Problem problem(String reason, String message) {
    return new Problem("", reason, message, true, clock.instant().plus(SELDOM));
  }

  /** With the addresses that the names of an app make. */
  public synchronized AppStatus told(DesiredApp desired, AppStatus status) {
    if (desired.name().equals(Front.APP)) {
      certificates.serve(status.isReady() ? Front.routes(desired.declared()) : List.of());
    }
    return FrontEndpoints.added(status, desired.name(), claims.routes(), address);
  }

  private void declare() {
    List<DesiredApp> apps = state.all();
    Optional<DesiredApp> stored =
        apps.stream().filter(app -> app.name().equals(Front.APP)).findFirst();
    List<FrontRoute> before = stored.map(app -> Front.routes(app.declared())).orElse(List.of());
    FrontClaims next = FrontClaims.of(apps, before);
    try {
      new FrontDeclaration(
              address,
              certificates.good(next.routes()),
              certificates.thumbprint(next.routes()),
              clock.instant())
          .next(stored, next.routes())
          .ifPresent(changed -> save(stored, changed));
    } catch (AppStore.Conflict e) {
      wake.accept(Front.APP); // Somebody was faster: once more.
      return;
    }
    isBlocked = stored.filter(app -> !Front.isFront(app.declared())).isPresent();
    certificates.want(next.routes());
    wakeConcerned(next);
    claims = next;
    learn(apps);
  }

  /** Whose certificates have changed is told so. */
  private void learn(List<DesiredApp> apps) {
    Map<String, Asked> before = Map.copyOf(known);
    known.clear();
    apps.stream()
        .filter(app -> !app.isDeleting())
        .forEach(app -> {
          Asked asked = asked(app);
          if (!asked.routes().isEmpty()) {
            known.put(app.name(), asked);
          }
          if (before.containsKey(app.name()) && !asked.equals(before.get(app.name()))) {
            wake.accept(app.name());
          }
        });
  }

  private void save(Optional<DesiredApp> stored, DesiredApp changed) {
    state.save(stored.map(DesiredApp::resourceVersion).orElse(0L), changed, "berth");
    wake.accept(Front.APP);
  }

  private void wakeConcerned(FrontClaims next) {
    Map<String, SortedMap<String, String>> turned = new HashMap<>(claims.refused());
    next.refused()
        .forEach((app, names) -> {
          if (!turned.remove(app, names)) {
            turned.put(app, names);
          }
        });
    turned.keySet().forEach(wake);
  }
}
