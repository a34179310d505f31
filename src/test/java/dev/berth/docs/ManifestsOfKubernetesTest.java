package dev.berth.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What k8s/ holds is what Kubernetes knows: every object, every field. */
class ManifestsOfKubernetesTest {
  private static final List<Path> PLACES =
      List.of(
          Path.of("k8s"),
          Path.of("k8s/several"),
          Path.of("deploy/k8s-ingress"),
          Path.of("deploy/k8s-restore.yaml"));

  static Stream<String> objects() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path place : PLACES) {
      try (Stream<Path> files = Files.walk(place, 1)) {
        for (Path file : files.filter(ManifestsOfKubernetesTest::holdsObjects).sorted().toList()) {
          all.addAll(List.of(Files.readString(file).split("(?m)^---$", -1)));
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(6);
    return all.stream();
  }

  private static boolean holdsObjects(Path file) {
    return file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml");
  }

  @ParameterizedTest
  @MethodSource("objects")
  void holdsNothingThatKubernetesDoesNotKnow(String text) throws Exception {
    Object object = new KubernetesSerialization().unmarshal(text);

    assertThat(object).isInstanceOf(HasMetadata.class);
    assertThat(object.getClass().getSimpleName())
        .as("a kind that fabric8's model has a class for")
        .isNotEqualTo("GenericKubernetesResource");
    List<String> unknown = new ArrayList<>();
    look(object, "", unknown);
    assertThat(unknown).isEmpty();
  }

  /** Classes of the model keep what they have no field for. */
  private static void look(Object value, String path, List<String> unknown)
      throws ReflectiveOperationException {
    switch (value) {
      case Collection<?> all -> {
        for (Object one : all) {
          look(one, path + "[]", unknown);
        }
      }
      case KubernetesResource part -> {
        for (Method getter : part.getClass().getMethods()) {
          if (getter.getParameterCount() == 0 && getter.getName().startsWith("get")) {
            look(part, getter, path, unknown);
          }
        }
      }
      default -> {}
    }
  }

  private static void look(Object part, Method getter, String path, List<String> unknown)
      throws ReflectiveOperationException {
    Object value;
    try {
      value = getter.invoke(part);
    } catch (InvocationTargetException e) {
      return;
    }
    if (getter.getName().equals("getAdditionalProperties")) {
      ((Map<?, ?>) value).keySet().forEach(key -> unknown.add(path + "." + key));
    } else if (value != null) {
      look(value, path + "." + getter.getName().substring(3), unknown);
    }
  }
}
