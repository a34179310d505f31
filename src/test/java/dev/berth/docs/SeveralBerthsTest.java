package dev.berth.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.docker.EngineTls;
import dev.berth.process.Program;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 23: what {@code kubectl apply -k k8s/several} sends fits together. */
class SeveralBerthsTest {
  private static final String FOLDER = "k8s/several";
  private static final String NAME = "app.kubernetes.io/name";

  @TempDir Path temporary;

  private static Deployment berths() throws Exception {
    return KustomizationTest.only(KustomizationTest.rendered(FOLDER), Deployment.class);
  }

  private static StatefulSet engines() throws Exception {
    return KustomizationTest.only(KustomizationTest.rendered(FOLDER), StatefulSet.class);
  }

  private static Container only(PodSpec pod) {
    assertThat(pod.getContainers()).hasSize(1);
    return pod.getContainers().getFirst();
  }

  private static Map<String, String> environment(Container container) {
    Map<String, String> values = new HashMap<>();
    for (EnvVar one : container.getEnv()) {
      values.put(one.getName(), String.valueOf(one.getValue()));
    }
    return values;
  }

  @Test
  void everySelectorMeansTheBerthsOrTheEngines() throws Exception {
    List<HasMetadata> objects = KustomizationTest.rendered(FOLDER);
    List<Map<String, String>> selectors = new ArrayList<>();
    for (HasMetadata object : objects) {
      switch (object) {
        case Service service -> selectors.add(service.getSpec().getSelector());
        case NetworkPolicy policy ->
            selectors.add(policy.getSpec().getPodSelector().getMatchLabels());
        case PodDisruptionBudget budget ->
            selectors.add(budget.getSpec().getSelector().getMatchLabels());
        default -> {}
      }
    }

    assertThat(selectors)
        .hasSize(7)
        .extracting(selector -> selector.get(NAME))
        .containsOnly("berth", "engine");
    assertThat(berths().getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(berths().getSpec().getSelector().getMatchLabels())
        .containsEntry(NAME, "berth");
    assertThat(engines().getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(engines().getSpec().getSelector().getMatchLabels())
        .containsEntry(NAME, "engine");
  }

  @Test
  void anotherOneIsReadyBeforeOneGoes() throws Exception {
    DeploymentSpec spec = berths().getSpec();
    Container berth = only(spec.getTemplate().getSpec());

    assertThat(spec.getReplicas()).isEqualTo(3);
    assertThat(spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
    assertThat(berth.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
    assertThat(berth.getLifecycle().getPreStop().getSleep().getSeconds()).isPositive();
    assertThat(spec.getTemplate().getSpec().getAffinity().getPodAntiAffinity())
        .satisfies(apart -> {
          assertThat(apart.getPreferredDuringSchedulingIgnoredDuringExecution()).hasSize(1);
          assertThat(apart.getRequiredDuringSchedulingIgnoredDuringExecution()).isEmpty();
        });
  }

  /** Kubernetes puts in only what stands above. */
  @Test
  void theOthersReachABerthAtItsPodsAddress() throws Exception {
    List<EnvVar> environment = only(berths().getSpec().getTemplate().getSpec()).getEnv();
    Map<String, String> values = environment(only(berths().getSpec().getTemplate().getSpec()));

    assertThat(environment.getFirst().getValueFrom().getFieldRef().getFieldPath())
        .isEqualTo("status.podIP");
    assertThat(values)
        .containsEntry("BERTH_HA_ADVERTISE", "http://$(POD_IP):8080")
        .hasEntrySatisfying("BERTH_HOSTS", hosts -> assertThat(hosts).startsWith("$(POD_IP),"));
  }

  @Test
  void noEngineListensWithoutCertificates() throws Exception {
    Container engine = only(engines().getSpec().getTemplate().getSpec());

    assertThat(engine.getArgs())
        .contains("--host=tcp://0.0.0.0:2376", "--tlsverify")
        .filteredOn(word -> word.startsWith("--host"))
        .hasSize(2)
        .contains("--host=unix:///run/engine/docker.sock");
    assertThat(environment(only(berths().getSpec().getTemplate().getSpec())))
        .containsEntry("DOCKER_HOST", "tcp://engine-0.engine.berth.svc:2376")
        .containsEntry("DOCKER_TLS_VERIFY", "1");
    assertThat(Files.readString(Path.of(FOLDER, "daemon.json")))
        .isEqualTo(Files.readString(Path.of("k8s/daemon.json")));
  }

  @Test
  void nothingThatIsDeletedHoldsDataOrKeys() throws Exception {
    assertThat(KustomizationTest.rendered(FOLDER))
        .extracting(HasMetadata::getKind)
        .doesNotContain("Namespace", "Secret", "PersistentVolumeClaim", "PersistentVolume");
    assertThat(engines().getSpec().getPersistentVolumeClaimRetentionPolicy()).isNull();
  }

  @Test
  void theScriptMakesAllSecretsThatPodsName() throws Exception {
    Path keys = temporary.resolve("keys");
    assertThat(run(keys))
        .isInstanceOfSatisfying(
            Program.Ended.class, ended -> assertThat(ended.isGood()).as(ended.words()).isTrue());
    List<Secret> made =
        Stream.of(Files.readString(keys.resolve("keys.yaml")).split("(?m)^---$", -1))
            .map(text -> new KubernetesSerialization().unmarshal(text, Secret.class))
            .toList();

    assertThat(made).extracting(secret -> secret.getMetadata().getName()).containsAll(named());
    assertThat(run(keys))
        .as("keys that are in use are not made anew")
        .isInstanceOfSatisfying(Program.Ended.class, ended -> assertThat(ended.isGood()).isFalse());
    Map<?, ?> secret =
        new KubernetesSerialization()
            .unmarshal(
                Files.readString(keys.resolve("engines.yaml")).split("(?m)^---$", -1)[1],
                Map.class);
    Map<?, ?> texts = (Map<?, ?>) ((Map<?, ?>) secret.get("spec")).get("stringData");
    assertThat(
            EngineTls.of(
                String.valueOf(texts.get("ca")),
                String.valueOf(texts.get("cert")),
                String.valueOf(texts.get("key"))))
        .isNotNull();
  }

  private static Program.Outcome run(Path folder) throws Exception {
    return Program.of(Duration.ofMinutes(2), List.of(FOLDER + "/secrets", folder.toString()))
        .hearingErrors(10_000)
        .run();
  }

  private static Set<String> named() throws Exception {
    Set<String> names = new TreeSet<>();
    for (PodSpec pod :
        List.of(
            berths().getSpec().getTemplate().getSpec(),
            engines().getSpec().getTemplate().getSpec())) {
      for (EnvVar one : only(pod).getEnv()) {
        if (one.getValueFrom() != null && one.getValueFrom().getSecretKeyRef() != null) {
          names.add(one.getValueFrom().getSecretKeyRef().getName());
        }
      }
      for (Volume volume : pod.getVolumes()) {
        if (volume.getSecret() != null) {
          names.add(volume.getSecret().getSecretName());
        }
      }
    }
    return names;
  }
}
