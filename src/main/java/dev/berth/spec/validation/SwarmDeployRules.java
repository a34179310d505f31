package dev.berth.spec.validation;

import dev.berth.spec.Dependency;
import dev.berth.spec.OwnKey;
import dev.berth.spec.Port;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.Service;
import dev.berth.spec.SwarmDeploy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of {@code deploy} and of ports where a Swarm acts on them. */
final class SwarmDeployRules {
  private static final String DEPLOY = OwnKey.DEPLOY.key() + ".";

  /** What is the engine's, as in {@code docker stack ls}. */
  private static final String STACK = "com.docker.stack.";

  /** Nothing else ever matches a node (swarmkit, {@code manager/constraint/constraint.go}). */
  private static final Pattern CONSTRAINT =
      Pattern.compile(
          "\\s*(?:node\\.(?:id|hostname|ip|role|platform\\.os|platform\\.arch|labels\\.[\\w.-]+)"
              + "|engine\\.labels\\.[\\w.-]+)\\s*(?<sign>==|!=)\\s*(?<value>\\S.*)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SPREAD = Pattern.compile("(?:node|engine)\\.labels\\.\\S+");

  private final AppDraft draft;
  private final Service service;
  private final SwarmDeploy deploy;
  private final List<Violation> found = new ArrayList<>();

  SwarmDeployRules(AppDraft draft, Service service) {
    this.draft = draft;
    this.service = service;
    this.deploy = service.deploy();
  }

  List<Violation> check() {
    mode();
    labels();
    deploy.nodes().constraints().forEach(this::constraint);
    deploy.nodes().spread().stream()
        .filter(by -> !SPREAD.matcher(by).matches())
        .forEach(by ->
            add(
                "placement.preferences",
                "`" + by + "` is nothing to spread over; write node.labels.NAME"));
    service.ports().forEach(this::port);
    return found;
  }

  private void mode() {
    if (deploy.mode().filter(SwarmDeploy.Mode::isGlobal).isPresent() && service.replicas() > 1) {
      add(
          "mode",
          "is "
              + deploy.mode().get().text()
              + ", which is one task on each node, and there are "
              + service.replicas()
              + " replicas; leave one of them out");
    }
    if (isJob()) {
      String why = "is of services that go on, and this one ends: a new job is run all at once;";
      deploy.update().ifPresent(update -> add("update_config", why + " remove it"));
      deploy.rollback().ifPresent(update -> add("rollback_config", why + " remove it"));
    }
  }

  /** Said to be one, or without restarts and waited for until it is done. */
  private boolean isJob() {
    return deploy
        .mode()
        .map(SwarmDeploy.Mode::isJob)
        .orElseGet(() ->
            service.restart().mode() == RestartPolicy.Mode.NO
                && draft.app().services().values().stream()
                    .flatMap(other -> other.dependencies().stream())
                    .anyMatch(on ->
                        on.service().equals(service.name())
                            && on.condition() == Dependency.Condition.COMPLETED));
  }

  private void labels() {
    deploy.labels().keySet().stream()
        .filter(key -> key.startsWith(ServiceRules.RESERVED) || key.startsWith(STACK))
        .forEach(key ->
            add(
                "labels." + key,
                "labels beginning with "
                    + (key.startsWith(STACK) ? STACK : ServiceRules.RESERVED)
                    + " are written by Berth; remove it"));
  }

  private void constraint(String text) {
    Matcher matcher = CONSTRAINT.matcher(text);
    if (!matcher.matches() || matcher.group("value").startsWith("=")) {
      add(
          "placement.constraints",
          "`"
              + text
              + "` holds of no node; write KEY==VALUE or KEY!=VALUE with node.id, node.hostname,"
              + " node.ip, node.role, node.platform.os, node.platform.arch, node.labels.NAME or"
              + " engine.labels.NAME");
    }
  }

  private void port(Port port) {
    boolean isIngress = port.mode().filter(Port.Mode.INGRESS::equals).isPresent();
    if (isIngress && deploy.endpointMode().filter(SwarmDeploy.EndpointMode.VIP::equals).isEmpty()) {
      ports(
          port,
          "mode: ingress needs deploy.endpoint_mode: vip, and without a word it is dnsrr; say vip,"
              + " or mode: host");
    }
    if (!isIngress && port.isFixed()) {
      order(port, "update_config", deploy.update());
      order(port, "rollback_config", deploy.rollback());
    }
    published(port);
  }

  private void published(Port port) {
    if (port.listening().isPresent()) {
      ports(
          port,
          "a Swarm publishes on all addresses of a node, not on "
              + port.listening().get()
              + " alone; leave the address out, or the port");
    }
    port.published()
        .filter(range -> range.first() != range.last())
        .ifPresent(range ->
            ports(
                port,
                "a Swarm does not choose from "
                    + range
                    + "; write one port, or none for a free one"));
  }

  private void order(Port port, String key, Optional<SwarmDeploy.Update> update) {
    update
        .flatMap(SwarmDeploy.Update::order)
        .filter(SwarmDeploy.Order.START_FIRST::equals)
        .ifPresent(order ->
            add(
                key + ".order",
                "is start-first, and the new task waits for ever for host port "
                    + port.published().map(Port.Range::toString).orElse("")
                    + ", which the old one holds; write stop-first, or let the node choose the port"
                    + " by leaving out its published part"));
  }

  private void ports(Port port, String message) {
    found.add(
        new Violation(
            draft.path(service.name(), OwnKey.PORTS.key()),
            "of port " + port.target() + ": " + message));
  }

  private void add(String key, String message) {
    found.add(new Violation(draft.path(service.name(), DEPLOY + key), message));
  }
}
