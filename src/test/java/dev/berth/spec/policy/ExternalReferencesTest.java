package dev.berth.spec.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spec.App;
import dev.berth.spec.BuildOptions;
import dev.berth.spec.ImageSource;
import dev.berth.spec.Link;
import dev.berth.spec.Network;
import dev.berth.spec.Networking;
import dev.berth.spec.Service;
import dev.berth.spec.ServiceRuntime;
import dev.berth.spec.SwarmDeploy;
import dev.berth.spec.Volume;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every part of an app was looked at for what it may name outside of the app. Who adds one decides:
 * in {@link ExternalReferences} if it can name something, here in any case.
 */
class ExternalReferencesTest {

  static java.util.stream.Stream<Arguments> parts() {
    return java.util.stream.Stream.of(
        Arguments.of(
            App.class,
            "name labels services volumes networks secrets configs state drift rollout ingress"
                + " placement"),
        Arguments.of(
            Service.class,
            "name image process environment ports expose mounts dependencies links healthCheck"
                + " restart replicas labels resources onUnhealthy surroundings"),
        Arguments.of(
            ServiceRuntime.class,
            "networking options files postStart preStop renewAnonVolumes deploy"),
        Arguments.of(
            SwarmDeploy.class, "mode endpointMode labels update rollback nodes restart reserved"),
        Arguments.of(Networking.class, "networks mode containerName externalLinks"),
        Arguments.of(
            Networking.Attachment.class,
            "aliases ipv4 ipv6 linkLocal macAddress priority driverOptions"),
        Arguments.of(Volume.class, "driver driverOptions labels external name"),
        Arguments.of(
            Network.class,
            "name driver driverOptions ipam internal attachable ipv4 ipv6 labels external"),
        Arguments.of(Link.class, "name image persist auth environment alias"),
        Arguments.of(ImageSource.Registry.class, "reference pull update"),
        Arguments.of(
            ImageSource.Build.class,
            "context dockerfile dockerfileInline args target labels noCache pull always tag tags"
                + " push options"),
        Arguments.of(
            BuildOptions.class,
            "credentials secrets cacheFrom cacheTo platform network hosts shmBytes ulimits"));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void nobodyForgotAPart(Class<?> part, String decided) {
    String there =
        Arrays.stream(part.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.joining(" "));

    assertThat(there).isEqualTo(decided);
  }
}
