package dev.berth.intake.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.image.context.ContextStore;
import dev.berth.image.context.Contexts;
import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.intake.resource.RegistryKind;
import dev.berth.manifest.LinkCatalog;
import dev.berth.manifest.ManifestReader;
import dev.berth.port.StatusStore;
import dev.berth.reconcile.MemoryState;
import dev.berth.spec.policy.Grants;
import dev.berth.spec.policy.HostAccessPolicy;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.policy.SharedNames;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.LabelSelector;
import dev.berth.spec.validation.Validated;
import dev.berth.spec.validation.Violation;
import dev.berth.state.DesiredApp;
import dev.berth.state.MemoryResources;
import dev.berth.state.Resource;
import dev.berth.state.secret.Secrets;
import dev.berth.status.AppStatus;
import dev.berth.status.Phase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 16: what a token for team a may name outside of its apps, and what anybody may not. */
class ExternalReferenceGuardTest {
  private static final String BUILD = "build: {dockerfile_inline: FROM scratch}";
  private static final HostAccessPolicy OTHERS =
      new HostAccessPolicy(true, true, true, true, true, Set.of("ALL"));

  private final MemoryState state = new MemoryState();
  private final MemoryResources resources = new MemoryResources();
  private LabelSelector scope = LabelSelector.EVERYTHING;
  private SharedNames shared = SharedNames.NONE;

  @TempDir private Path folder;

  /**
   * Of each app one container is there, by the name {@code APP-web-1} or by what looks like an id.
   */
  private static final class OneContainer implements StatusStore {
    @Override
    public Optional<AppStatus> find(String app) {
      AppStatus.Container[] containers = {container(app + "-web-1"), container("feed")};
      AppStatus.ServiceStatus web =
          new AppStatus.ServiceStatus(
              1, 1, 1, Optional.empty(), List.of(), List.of(containers), Optional.empty());
      return Optional.of(
          new AppStatus(1, Phase.RUNNING, 1, List.of(), new TreeMap<>(Map.of("web", web))));
    }

    private static AppStatus.Container container(String name) {
      return new AppStatus.Container(
          "id",
          name,
          1,
          1,
          "running",
          "none",
          0,
          OptionalInt.empty(),
          Optional.empty(),
          new TreeMap<>(),
          Optional.empty());
    }

    @Override
    public AutoCloseable subscribe(BiConsumer<String, Optional<AppStatus>> listener) {
      return () -> {};
    }
  }

  private ExternalReferenceGuard guard(boolean isAdmin) {
    return new ExternalReferenceGuard(
        state,
        new GrantBook(shared, resources, () -> Set.of("corp.example", "docker.io")),
        new OneContainer(),
        new LinkCatalog().images(),
        new ExternalReferenceGuard.Caller(() -> scope, () -> isAdmin));
  }

  private Intake intake() {
    ExternalReferenceGuard guard = guard(false);
    return new Intake(
        new IntakeDeps(
            state,
            new LinkCatalog(),
            new Contexts(new ContextStore(folder), List.of(), Secrets.none()),
            Admission.of(new Policy(List.of(), List.of(), OTHERS), guard),
            InstantSource.fixed(Instant.EPOCH),
            app -> {},
            AppSave.PLAIN));
  }

  private static AppDraft draft(String name, String team, String spec) {
    String text = "{metadata: {name: %s, labels: {team: %s}}, spec: {%s}}";
    return ManifestReader.read(
            ("{apiVersion: berth.dev/v1, kind: App, " + text.substring(1))
                .formatted(name, team, spec))
        .drafts()
        .getFirst();
  }

  private List<String> refused(Receipt<DesiredApp> receipt) {
    return switch (receipt) {
      case Receipt.Accepted<DesiredApp> accepted -> List.of();
      case Receipt.Denied<DesiredApp> denied ->
          denied.violations().stream().map(Violation::path).toList();
      default -> throw new AssertionError(receipt.toString());
    };
  }

  private List<String> put(String name, String team, String spec) {
    return refused(intake().put(draft(name, team, spec), new Precondition.None(), "test"));
  }

  private void token(String selector) {
    scope = ((Validated.Valid<LabelSelector>) LabelSelector.parse(selector)).value();
  }

  private void resource(String kind, String name, List<String> grants) {
    resources.save(
        0,
        new Resource(
            kind,
            name,
            "u-" + name,
            1,
            0,
            new TreeMap<>(),
            new TreeMap<>(),
            Map.of(Grants.KEY, grants),
            Instant.EPOCH));
  }

  @BeforeEach
  void others() {
    assertThat(put("victim", "b", BUILD + ", image: 'victim/web:1', container_name: victim"))
        .isEmpty();
    assertThat(put("runner", "b", "image: 'nginx:1.25'")).isEmpty();
    assertThat(put("local", "b", "image: 'local/tool:1', pull_policy: never")).isEmpty();
    assertThat(put("sister", "a", "image: 'redis:7', volumes: ['d:/d'], networks: [n]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          services: {s: {image: x, volumes: ['v:/v']}}, volumes: {v: {name: victim_data}}    | spec.volumes.v
          services: {s: {image: x, volumes: ['v:/v']}}, volumes: {v: {external: true}}       | spec.volumes.v
          services: {s: {image: x}}, volumes: {v: {external: true, name: victim_data}}       | spec.volumes.v
          services: {s: {image: x}}, volumes: {v: {external: {name: victim_data}}}           | spec.volumes.v
          services: {s: {image: x}}, networks: {n: {external: true}}                         | spec.networks.n
          services: {s: {image: x}}, networks: {n: {name: victim_default}}                   | spec.networks.n
          services: {s: {image: x}}, networks: {n: {external: {name: bridge}}}               | spec.networks.n
          services: {s: {image: x}}, networks: {default: {external: true, name: v_default}}  | spec.networks.default
          services: {s: {image: x}}, networks: {n: {driver: macvlan, driver_opts: {parent: br-1}}} | spec.networks.n.driver_opts.parent
          image: x, network_mode: 'container:victim'                                         | spec.network_mode
          image: x, network_mode: 'container:0123456789ab'                                   | spec.network_mode
          image: x, network_mode: bridge                                                     | spec.network_mode
          image: x, network_mode: 'container:victim-web-1'                                   | spec.network_mode
          image: x, network_mode: 'container:feed'                                           | spec.network_mode
          image: x, pid: 'container:victim'                                                  | spec.pid
          image: x, ipc: 'container:victim'                                                  | spec.ipc
          image: x, volumes_from: ['container:victim:ro']                                    | spec.volumes_from
          image: x, external_links: ['victim:db']                                            | spec.external_links
          image: x, external_links: [victim]                                                 | spec.external_links
          image: x, environment: {P: {secret: db}}                                           | spec.environment.P
          services: {s: {image: x, secrets: [k]}}, secrets: {k: {external: true, name: db}}  | spec.secrets.k
          services: {s: {image: x, configs: [k]}}, configs: {k: {external: {name: db}}}      | spec.configs.k
          image: 'victim/web:1'                                                              | spec.image
          image: 'docker.io/victim/web:1'                                                    | spec.image
          image: 'victim/web@sha256:0123456789012345678901234567890123456789012345678901234567890123' | spec.image
          image: 'berth/victim:0123456789ab'                                                 | spec.image
          image: 'berth/victim/web:1'                                                        | spec.image
          image: 'corp.example/private:1'                                                    | spec.image
          image: 'someone/private:1'                                                         | spec.image
          image: 0a1b2c                                                                      | spec.image
          image: x, links: {redis: {image: 'corp.example/redis:7'}}                          | spec.links
          BUILD, image: 'redis:7'                                                            | spec.image
          BUILD, image: 'docker.io/library/redis:7'                                          | spec.image
          BUILD, image: 'mine'                                                               | spec.image
          BUILD, image: 'victim/web:1'                                                       | spec.image
          BUILD, image: 'berth/victim:0123456789ab'                                          | spec.image
          BUILD, image: 'berth/mine:0123456789ab'                                            | spec.image
          BUILD, image: 'berth/sister/web'                                                   | spec.image
          build: {dockerfile_inline: FROM x, tags: ['index.docker.io/library/redis:7']}      | spec.build.tags
          build: {dockerfile_inline: FROM x, cache_from: ['type=registry,ref=corp.example/x']} | spec.build.cache_from
          build: {dockerfile_inline: FROM x, cache_from: ['corp.example/x']}                 | spec.build.cache_from
          build: {dockerfile_inline: FROM x, cache_to: ['ref=corp.example/x,type=registry']} | spec.build.cache_to
          """)
  void aTokenForSomeAppsNamesNothingOfOthers(String spec, String path) {
    token("team=a");

    assertThat(put("mine", "a", spec.strip().replace("BUILD", BUILD))).contains(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          services: {s: {image: x, volumes: ['v:/v', '/anonymous']}}, volumes: {v: {}}
          services: {s: {image: x}}, volumes: {v: {name: mine_data}}
          services: {s: {image: x}}, volumes: {v: {external: true, name: sister_d}}
          services: {s: {image: x}}, networks: {n: {external: true, name: sister_n}}
          services: {s: {image: x}}, networks: {n: {driver: bridge, driver_opts: {com.docker.network.driver.mtu: '1400'}}}
          image: x, network_mode: none
          image: x, network_mode: 'container:sister-web-1'
          image: x, external_links: ['sister-web-1:db']
          services: {s: {image: x}, t: {image: x, network_mode: 'service:s', volumes_from: [s], pid: 'service:s'}}
          image: 'redis:7', links: [redis]
          image: 'quay.io/some/thing:1'
          BUILD
          BUILD, image: 'berth/mine/web:1'
          image: 'berth/sister/web:1'
          """)
  void aTokenForSomeAppsNamesItsOwn(String spec) {
    token("team=a");

    assertThat(put("mine", "a", spec.strip().replace("BUILD", BUILD))).isEmpty();
  }

  @Test
  void aPushNeedsAGrantedRegistryAndItsNameIsFreeThere() {
    token("team=a");
    String push = "build: {dockerfile_inline: FROM scratch, push: 'corp.example/team-a/app:1'}";
    assertThat(put("mine", "a", push)).containsExactly("spec.build.push", "spec.build.push");

    resource(RegistryKind.NAME, "corp.example", List.of("team in (a,c)"));

    assertThat(put("mine", "a", push)).isEmpty();
  }

  @Test
  void aGrantIsForTokensAndNotForLabelsThatAnAppGivesItself() {
    resource(Secrets.KIND, "db", List.of("tier=db"));
    token("team=a");
    String spec = "image: x, environment: {P: {secret: db}}";
    assertThat(put("mine", "a, tier: db", spec)).containsExactly("spec.environment.P");

    token("team=a,tier=db");

    assertThat(put("mine", "a, tier: db", spec)).isEmpty();
  }

  @Test
  void whatSettingsShareIsEverybodys() {
    shared =
        new SharedNames(
            List.of("cache"),
            List.of("edge-*"),
            List.of("proxy"),
            List.of("team/*"),
            List.of("corp.example"),
            List.of("db"));
    token("team=a");

    assertThat(
            put(
                "mine",
                "a",
                "services: {s: {build: {dockerfile_inline: FROM x, push: 'corp.example/x:1'},"
                    + " image: 'team/x:2', external_links: [proxy], environment: {P: {secret:"
                    + " db}}}}, volumes: {v: {name: cache}}, networks: {n: {external: true, name:"
                    + " edge-1}}"))
        .isEmpty();
  }

  @Test
  void aGrantedRegistryIsReadFrom() {
    resource(RegistryKind.NAME, "corp.example", List.of("team=a"));
    token("team=a");

    assertThat(put("mine", "a", "image: 'corp.example/private:1'")).isEmpty();
    assertThat(put("mine", "a", "image: 'docker.io/someone/private:1'"))
        .containsExactly("spec.image");
  }

  @Test
  void anImageOfOthersThatSettingsShareIsReadAndNamed() {
    shared =
        new SharedNames(List.of(), List.of(), List.of(), List.of("victim/*"), List.of(), List.of());
    token("team=a");

    assertThat(put("mine", "a", "image: 'victim/web:1'")).isEmpty();
    assertThat(guard(false).tagDenial("victim/web:1")).isEmpty();
  }

  @Test
  void whatAnAdminWroteIntoAnAppStaysWithWhoeverMayChangeIt() {
    assertThat(put("mine", "a", "image: x, environment: {P: {secret: db}}")).isEmpty();
    token("team=a");

    assertThat(put("mine", "a", "image: y, environment: {Q: {secret: db}}")).isEmpty();
  }

  @Test
  void aRollbackDoesNotBringBackWhatTheTokenMayNotName() {
    put("mine", "a", "services: {s: {image: x}}, volumes: {v: {name: victim_data}}");
    put("mine", "a", "image: y");
    token("team=a");

    assertThat(refused(intake().rollBack("mine", 1, new Precondition.None(), "test")))
        .containsExactly("volumes.v");
  }

  @Test
  void aDryRunRefusesTheSame() {
    token("team=a");
    AppDraft draft = draft("mine", "a", "image: x, pid: 'container:victim'");

    assertThat(refused(intake().dryRun().create(draft, "test"))).containsExactly("spec.pid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BUILD, image: 'redis:7'                                                       | spec.image
          BUILD, image: 'docker.io/library/redis:7'                                     | spec.image
          BUILD, image: 'victim/web:1'                                                  | spec.image
          BUILD, image: 'nginx:1.25'                                                    | spec.image
          BUILD, image: 'berth/victim:0123456789ab'                                     | spec.image
          build: {dockerfile_inline: FROM x, tags: ['library/redis:7']}                 | spec.build.tags
          """)
  void nobodysBuildTakesANameThatOthersCountOn(String spec, String path) {
    assertThat(put("mine", "a", spec.strip().replace("BUILD", BUILD))).containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BUILD, image: 'mine:1'
          BUILD, image: 'local/tool:1'
          BUILD, image: 'nginx:1.26'
          services: {s: {image: x, volumes: ['v:/v']}}, volumes: {v: {name: victim_data}}
          image: x, network_mode: 'container:victim', environment: {P: {secret: db}}
          image: 'victim/web:1'
          """)
  void whoDealsWithAllAppsIsNotHeldToOne(String spec) {
    assertThat(put("mine", "a", spec.strip().replace("BUILD", BUILD))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "redis:7",
    "docker.io/library/redis:7",
    "berth/victim:1",
    "berth/nobody:1",
    "victim/web:1",
    "nginx:1.25"
  })
  void noDeployerTakesSuchANameByHand(String name) {
    assertThat(guard(false).tagDenial(name)).isPresent();
    assertThat(guard(true).tagDenial(name)).isEmpty();
  }

  @Test
  void aNameThatNobodyCountsOnIsFree() {
    assertThat(guard(false).tagDenial("my/tool:1")).isEmpty();
  }
}
