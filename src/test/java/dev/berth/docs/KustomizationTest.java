package dev.berth.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.process.Program;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 18, 24 to 29: what {@code kubectl apply -k k8s} sends, and whom each selector means. */
class KustomizationTest {
  private static final Map<String, String> CLIENT = Map.of("berth.dev/client", "true");
  private static final Map<String, String> STRANGER = Map.of("app", "other");

  static List<HasMetadata> rendered(String folder) throws Exception {
    Program kubectl =
        Program.of(Duration.ofMinutes(1), List.of("kubectl", "kustomize", folder))
            .hearingErrors(1 << 20);
    Program.Outcome outcome = kubectl.run();
    assumeTrue(!(outcome instanceof Program.Missing), "kubectl is not here");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Program.Ended.class, ended -> assertThat(ended.status()).as(ended.words()).isZero());
    List<HasMetadata> objects = new ArrayList<>();
    for (String text : ((Program.Ended) outcome).words().split("(?m)^---$", -1)) {
      objects.add((HasMetadata) new KubernetesSerialization().<Object>unmarshal(text));
    }
    return objects;
  }

  static <T> T only(List<HasMetadata> objects, Class<T> type) {
    List<T> all = objects.stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static PodTemplateSpec pod(List<HasMetadata> objects) {
    return only(objects, StatefulSet.class).getSpec().getTemplate();
  }

  /** The labels of the set's pod of that number, as its controller gives them. */
  private static Map<String, String> labels(List<HasMetadata> objects, int number) {
    Map<String, String> labels = new HashMap<>(pod(objects).getMetadata().getLabels());
    labels.put("statefulset.kubernetes.io/pod-name", "berth-" + number);
    return labels;
  }

  private static boolean matches(Map<String, String> selector, Map<String, String> labels) {
    return labels.entrySet().containsAll(selector.entrySet());
  }

  private static boolean matches(LabelSelector selector, Map<String, String> labels) {
    return selector == null
        || matches(Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of()), labels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k8s", "deploy/k8s-ingress"})
  void everySelectorMeansBerthsPod(String folder) throws Exception {
    List<HasMetadata> objects = rendered(folder);
    Map<String, String> labels = labels(objects, 0);
    LabelSelector set = only(objects, StatefulSet.class).getSpec().getSelector();

    assertThat(matches(set, labels)).isTrue();
    assertThat(matches(only(objects, NetworkPolicy.class).getSpec().getPodSelector(), labels))
        .isTrue();
    assertThat(objects)
        .filteredOn(Service.class::isInstance)
        .hasSize(2)
        .allSatisfy(service -> {
          Map<String, String> selector = ((Service) service).getSpec().getSelector();
          assertThat(selector).isNotEmpty();
          assertThat(matches(selector, labels)).isTrue();
          assertThat(matches(selector, labels(objects, 1))).isFalse();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"k8s", "deploy/k8s-ingress"})
  void labelledClientsComeInAndStrangersDoNot(String folder) throws Exception {
    NetworkPolicy policy = only(rendered(folder), NetworkPolicy.class);

    assertThat(policy.getSpec().getIngress()).hasSize(1);
    assertThat(policy.getSpec().getIngress().getFirst().getFrom().getFirst())
        .satisfies(from -> {
          assertThat(matches(from.getPodSelector(), CLIENT)).isTrue();
          assertThat(matches(from.getPodSelector(), STRANGER)).isFalse();
          assertThat(from.getNamespaceSelector()).isNotNull();
        });
    assertThat(policy.getSpec().getIngress().getFirst().getPorts())
        .as("whatever an app publishes; a range is unknown before Kubernetes 1.22")
        .isEmpty();
  }

  @Test
  void theControllerOfTheExampleComesIn() throws Exception {
    NetworkPolicy policy = only(rendered("deploy/k8s-ingress"), NetworkPolicy.class);

    assertThat(policy.getSpec().getIngress().getFirst().getFrom().get(1).getNamespaceSelector())
        .satisfies(namespace ->
            assertThat(matches(namespace, Map.of("kubernetes.io/metadata.name", "ingress-nginx")))
                .isTrue());
  }

  @Test
  void aDatabaseIsReachedAndLinkLocalAddressesAreNot() throws Exception {
    NetworkPolicy policy = only(rendered("k8s"), NetworkPolicy.class);
    List<NetworkPolicyEgressRule> rules = policy.getSpec().getEgress();

    assertThat(rules)
        .allSatisfy(rule ->
            assertThat(rule.getPorts())
                .anySatisfy(port -> assertThat(port.getPort().getIntVal()).isEqualTo(5432)));
    assertThat(rules)
        .flatExtracting(NetworkPolicyEgressRule::getTo)
        .hasSize(3)
        .allSatisfy(to -> {
          if (to.getIpBlock() == null) {
            assertThat(to.getNamespaceSelector()).isNotNull();
          } else {
            assertThat(to.getIpBlock().getExcept()).containsAnyOf("169.254.0.0/16", "fe80::/10");
          }
        });
  }

  @Test
  void nothingThatIsDeletedHoldsData() throws Exception {
    List<HasMetadata> objects = rendered("k8s");

    assertThat(objects)
        .extracting(HasMetadata::getKind)
        .doesNotContain("Namespace", "PersistentVolumeClaim", "PersistentVolume");
    assertThat(only(objects, StatefulSet.class).getSpec().getPersistentVolumeClaimRetentionPolicy())
        .as("kept where nothing is said, and unknown before Kubernetes 1.23")
        .isNull();
  }

  @Test
  void noGroupIsWrittenOverTheEnginesFiles() throws Exception {
    PodSpec pod = pod(rendered("k8s")).getSpec();

    assertThat(pod.getSecurityContext().getFsGroup()).isNull();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getInitContainers()).hasSize(1);
    assertThat(pod.getInitContainers().getFirst().getVolumeMounts())
        .extracting(mount -> mount.getName())
        .containsExactly("home");
  }

  /** An engine before 23 writes a key there, and ends where it cannot. */
  @Test
  void theEnginesOwnFolderOfSettingsIsNoReadOnlyMount() throws Exception {
    assertThat(pod(rendered("k8s")).getSpec().getContainers())
        .flatExtracting(Container::getVolumeMounts)
        .extracting(mount -> mount.getMountPath())
        .doesNotContain("/etc/docker")
        .contains("/etc/engine");
  }

  /** The script itself, run as the pod would run it. */
  @ParameterizedTest
  @ValueSource(strings = {"berth-0", "berth-1", "berth-10"})
  void onlyTheFirstPodGetsAHome(String name) throws Exception {
    Container init = pod(rendered("k8s")).getSpec().getInitContainers().getFirst();
    String script = init.getCommand().getLast().replace("/var/lib/berth", ".");
    Program shell =
        Program.of(
                Duration.ofSeconds(20),
                List.of("sh", "-ec", "chown() { :; }; chmod() { :; }\n" + script))
            .with(Map.of("POD_NAME", name))
            .hearingErrors(1000);

    assertThat(shell.run())
        .isInstanceOfSatisfying(
            Program.Ended.class,
            ended -> {
              assertThat(ended.isGood()).isEqualTo(name.equals("berth-0"));
              assertThat(ended.words())
                  .matches(name.equals("berth-0") ? "" : "One Berth has one home.*\\s");
            });
  }
}
