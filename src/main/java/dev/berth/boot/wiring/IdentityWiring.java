package dev.berth.boot.wiring;

import dev.berth.boot.settings.HaSettings;
import dev.berth.boot.settings.Settings;
import dev.berth.engine.Logins;
import dev.berth.intake.app.AppSave;
import dev.berth.intake.app.ExternalReferenceGuard;
import dev.berth.intake.app.GrantBook;
import dev.berth.intake.app.QuotaCheck;
import dev.berth.intake.resource.Tokens;
import dev.berth.manifest.LinkCatalog;
import dev.berth.port.Lead;
import dev.berth.port.StatusStore;
import dev.berth.port.WatchLog;
import dev.berth.reconcile.deps.Clocks;
import dev.berth.security.AdminToken;
import dev.berth.security.AllowedOrigins;
import dev.berth.security.AuditFile;
import dev.berth.security.ClientAddresses;
import dev.berth.security.LoginThrottle;
import dev.berth.security.Scopes;
import dev.berth.security.SessionBook;
import dev.berth.security.TokenCache;
import dev.berth.spec.Ingress;
import dev.berth.spec.policy.Quotas;
import dev.berth.state.AppStore;
import dev.berth.state.AuditTrail;
import dev.berth.state.LoginSessions;
import dev.berth.state.ResourceStore;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts together who may knock, and under which name. */
@ApplicationScoped
class IdentityWiring {
  private final Settings settings;
  private final HaSettings ha;
  private final InstantSource clock = Clocks.wallClock();

  IdentityWiring(Settings settings, HaSettings ha) {
    this.settings = settings;
    this.ha = ha;
  }

  @Produces
  @Singleton
  TokenCache tokenBook(ResourceStore state, AdminToken admin, Lead lead) {
    return new TokenCache(state, admin, lead::adminHashes, clock);
  }

  @Produces
  @Singleton
  SessionBook sessionBook(LoginSessions store, TokenCache tokens) {
    return new SessionBook(store, tokens, clock);
  }

  @Produces
  @Singleton
  Tokens tokens(ResourceStore state, TokenCache book) {
    return new Tokens(state, clock, book::refresh);
  }

  @Produces
  @Singleton
  AppSave saves(WatchLog watchLog) {
    Settings.Quota quota = settings.quota();
    return new QuotaCheck(new Quotas(quota.apps(), quota.replicas(), quota.memory()), watchLog);
  }

  /** Sources have no token: they may name what everybody may who deals with all apps. */
  @Produces
  @Singleton
  ExternalReferenceGuard outwardGuard(
      AppStore state, ResourceStore resources, StatusStore board, Logins logins) {
    return new ExternalReferenceGuard(
        state,
        new GrantBook(PolicyWiring.shared(settings.policy()), resources, logins::registries),
        board,
        added(),
        new ExternalReferenceGuard.Caller(Scopes::current, Scopes::isAdmin));
  }

  /** Images of services that Berth adds by itself. */
  private static Set<String> added() {
    Set<String> images = new HashSet<>(new LinkCatalog().images());
    images.add(Ingress.IMAGE);
    return images;
  }

  @Produces
  @Singleton
  ClientAddresses peers() {
    return new ClientAddresses();
  }

  @Produces
  @Singleton
  LoginThrottle attempts() {
    return new LoginThrottle(System::nanoTime);
  }

  @Produces
  @Singleton
  AllowedOrigins origins() {
    List<String> hosts = new ArrayList<>(settings.hosts().orElse(List.of()));
    hosts.add(settings.host());
    ownName().ifPresent(hosts::add);
    ha.advertise().map(URI::getHost).ifPresent(hosts::add);
    return new AllowedOrigins(hosts, settings.origins().orElse(List.of()));
  }

  private static java.util.Optional<String> ownName() {
    try {
      return java.util.Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return java.util.Optional.empty();
    }
  }

  @Produces
  @Singleton
  AuditFile auditFile(AuditTrail trail) {
    Path file = settings.home().resolve("audit.jsonl").toAbsolutePath();
    String name = ownName().orElse("") + ":" + file;
    return new AuditFile(file, name, settings.audit().fileBytes(), trail.end(name));
  }

  void start(@Observes StartupEvent event, TokenCache book, SessionBook sessions) {
    book.refresh();
    sessions.load();
  }

  /** Others may have made some, or taken some back. */
  void renew(@Observes Lead.Won won, TokenCache book, SessionBook sessions) {
    book.refresh();
    sessions.load();
  }
}
