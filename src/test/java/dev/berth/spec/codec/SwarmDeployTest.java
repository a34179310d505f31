package dev.berth.spec.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.compose.ComposeProject;
import dev.berth.compose.ComposeReader;
import dev.berth.compose.ProjectFiles;
import dev.berth.manifest.ManifestReader;
import dev.berth.spec.App;
import dev.berth.spec.Port;
import dev.berth.spec.RestartPolicy;
import dev.berth.spec.SwarmDeploy;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.SpecRules;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code deploy} says to a Swarm, read, written and read again. */
class SwarmDeployTest {
  private static final String ALL =
      """
      mode: replicated
      endpoint_mode: vip
      labels: {l: m}
      update_config: {parallelism: 2, delay: 5s, failure_action: rollback, monitor: 10s, \
      max_failure_ratio: 0.25, order: start-first}
      rollback_config: {parallelism: 0, failure_action: pause, order: stop-first}
      placement: {constraints: [node.role==worker], preferences: [{spread: node.labels.zone}], \
      max_replicas_per_node: 2}
      restart_policy: {condition: on-failure, delay: 3s, max_attempts: 4, window: 1m}
      resources: {reservations: {cpus: "0.25", generic_resources: [{discrete_resource_spec: {kind: \
      ssd, value: 2}}]}}
      """;

  private static final SwarmDeploy DEPLOY =
      new SwarmDeploy(
          Optional.of(SwarmDeploy.Mode.REPLICATED),
          Optional.of(SwarmDeploy.EndpointMode.VIP),
          App.sorted(Map.of("l", "m")),
          Optional.of(
              new SwarmDeploy.Update(
                  OptionalInt.of(2),
                  Optional.of(Duration.ofSeconds(5)),
                  Optional.of(SwarmDeploy.FailureAction.ROLLBACK),
                  Optional.of(Duration.ofSeconds(10)),
                  OptionalDouble.of(0.25),
                  Optional.of(SwarmDeploy.Order.START_FIRST))),
          Optional.of(
              new SwarmDeploy.Update(
                  OptionalInt.of(0),
                  Optional.empty(),
                  Optional.of(SwarmDeploy.FailureAction.PAUSE),
                  Optional.empty(),
                  OptionalDouble.empty(),
                  Optional.of(SwarmDeploy.Order.STOP_FIRST))),
          new SwarmDeploy.Nodes(
              List.of("node.role==worker"), List.of("node.labels.zone"), OptionalInt.of(2)),
          new SwarmDeploy.Restart(
              Optional.of(Duration.ofSeconds(3)), Optional.of(Duration.ofMinutes(1))),
          new SwarmDeploy.Reserved(
              OptionalLong.of(250_000_000), List.of(new SwarmDeploy.Discrete("ssd", 2))));

  private static String service(String deploy) {
    return "name: shop\nservices:\n  web:\n    image: web\n    deploy:\n"
        + deploy.indent(6).stripTrailing()
        + "\n";
  }

  private static AppDraft manifest(String yaml) {
    return ManifestReader.read(yaml).drafts().getFirst();
  }

  private static AppDraft compose(String yaml) {
    return ComposeReader.read(
            ComposeProject.of("/compose.yaml", ProjectFiles.of(Map.of("/compose.yaml", yaml))))
        .draft();
  }

  @Test
  void aManifestSaysIt() {
    AppDraft draft = manifest(service(ALL));

    assertThat(draft.violations()).isEmpty();
    assertThat(draft.app().service("web").deploy()).isEqualTo(DEPLOY);
    assertThat(draft.app().service("web").restart())
        .isEqualTo(new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, OptionalInt.of(4)));
  }

  @Test
  void aComposeFileSaysTheSame() {
    AppDraft draft = compose(service(ALL));

    assertThat(draft.violations()).isEmpty();
    assertThat(draft.app().service("web").deploy()).isEqualTo(DEPLOY);
  }

  @Test
  void theWayOutIsTheWayIn() {
    App app = manifest(service(ALL)).app();

    assertThat(AppReader.read(AppWriter.full(app)).app()).isEqualTo(app);
    assertThat(AppReader.read(ComposeWriter.of(app, app)).app().service("web").deploy())
        .isEqualTo(DEPLOY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'no'", "always", "unless-stopped", "on-failure", "on-failure:3"})
  void timesOfRestartsChangeNoPolicy(String policy) {
    String yaml = "name: a\nimage: x\ndeploy: {restart_policy: {delay: 5s}}\nrestart: " + policy;
    App app = manifest(yaml).app();

    assertThat(app).isEqualTo(AppReader.read(AppWriter.full(app)).app());
    assertThat(app.service("a").restart())
        .isEqualTo(manifest("name: a\nimage: x\nrestart: " + policy).app().service("a").restart());
  }

  /** Docker Compose writes {@code ingress} where nobody said anything. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ports: ['80']                                                     |",
        "ports: [{target: 80, mode: ingress}]                              |",
        "ports: [{target: 80, mode: host}]                                 | HOST",
        "ports: ['80'], deploy: {endpoint_mode: vip}                       | INGRESS",
        "ports: [{target: 80, mode: ingress}], deploy: {endpoint_mode: vip} | INGRESS",
        "ports: [{target: 80, mode: host}], deploy: {endpoint_mode: vip}   | HOST"
      })
  void ingressOfComposeFilesIsMeantWithAVirtualAddress(String keys, Port.Mode mode) {
    App app = compose("name: a\nservices: {web: {image: x, " + keys + "}}").app();

    assertThat(app.service("web").ports().getFirst().mode()).isEqualTo(Optional.ofNullable(mode));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{mode: everywhere}                             | services.web.deploy.mode: must be one of"
            + " replicated, global, replicated-job, global-job, was `everywhere`",
        "{endpoint_mode: dns}                           | services.web.deploy.endpoint_mode: must"
            + " be one of vip, dnsrr, was `dns`",
        "{update_config: {order: both}}                 | services.web.deploy.update_config.order:"
            + " must be one of stop-first, start-first, was `both`",
        "{rollback_config: {failure_action: weep}}      |"
            + " services.web.deploy.rollback_config.failure_action: must be one of pause, continue,"
            + " rollback, was `weep`",
        "{update_config: {max_failure_ratio: 2}}        |"
            + " services.web.deploy.update_config.max_failure_ratio: must be a number from 0 to 1,"
            + " was the number 2",
        "{update_config: {parallelism: -1}}             |"
            + " services.web.deploy.update_config.parallelism: must be a whole number from 0 to"
            + " 2147483647, was the number -1",
        "{update_config: {delay: soon}}                 | services.web.deploy.update_config.delay:"
            + " must be a duration such as 1m30s, was the text `soon`",
        "{update_config: fast}                          | services.web.deploy.update_config: must"
            + " be a map such as {parallelism: 1}, was the text `fast`",
        "{placement: {preferences: [node.labels.zone]}} |"
            + " services.web.deploy.placement.preferences[0]: must be a map such as {spread:"
            + " node.labels.zone}, was the text `node.labels.zone`",
        "{placement: {constraint: [x]}}                 | services.web.deploy.placement.constraint:"
            + " unknown key; did you mean `constraints`?"
      })
  void refusesWhatMeansNothing(String deploy, String why) {
    AppDraft draft = manifest("name: a\nservices: {web: {image: x, deploy: " + deploy + "}}");

    assertThat(draft.violations())
        .extracting(v -> v.path() + ": " + v.message())
        .singleElement()
        .asString()
        .startsWith(why);
  }

  @Test
  void nothingOfItStandsInTheWayOfADockerEngine() {
    AppDraft draft = manifest(service(ALL));

    assertThat(SpecRules.check(draft, Set.of())).isInstanceOf(Validated.Valid.class);
    assertThat(draft.notices())
        .extracting(Violation::path)
        .containsExactlyInAnyOrder(
            "services.web.deploy.labels",
            "services.web.deploy.update_config",
            "services.web.deploy.rollback_config",
            "services.web.deploy.placement",
            "services.web.deploy.endpoint_mode");
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "'placement: {engine: local}', 1", "'placement: {engine: dock}', 0"})
  void severalMayHaveAPortOfTheirHostsElsewhere(String placement, int violations) {
    AppDraft draft =
        manifest(
            "name: a\nimage: x\nreplicas: 3\nports: [{target: 80, published: 4000, mode: host}]\n"
                + placement);

    List<Violation> found =
        SpecRules.check(draft, Set.of()) instanceof Validated.Invalid<App> invalid
            ? invalid.violations()
            : List.of();
    assertThat(found).hasSize(violations);
  }
}
