package dev.berth.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.ContainerEngine;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nobody adds a method to the port without saying whether the policy has a word in it. */
class PolicyEnforcingEngineTest {
  /** What only looks, ends, or moves what is an app's own already. */
  private static final Set<String> UNGUARDED =
      Set.of(
          "ping()",
          "info()",
          "summaries(Map)",
          "containers(Map)",
          "container(String)",
          "networks(Map)",
          "network(String)",
          "attached(String)",
          "volumes(Map)",
          "volume(String)",
          "volumeSizes()",
          "usage(String)",
          "image(String)",
          "images()",
          "remoteDigest(String)",
          "isInsecure(String)",
          "mirrors(String)",
          "logs(String,LogRequest,LogListener)",
          // Never privileged: it has what its container has.
          "exec(String,ExecCommand,ExecListener)",
          "subscribe(EngineEvents)",
          "login(String,Login)",
          "close()",
          // Ends, and takes away.
          "removeNetwork(String)",
          "removeVolume(String,DataLoss)",
          "removeImage(String,boolean)",
          "disconnect(String,String)",
          "leaveNames(String,String)",
          "stop(String,Duration)",
          "kill(String,String)",
          "remove(String)",
          // What is there already, and was held to the policy when it was made.
          "start(String)",
          "rename(String,String)",
          "updateRestart(String,RestartPolicy)",
          "exec(String,List,Duration)",
          "place(String,List)",
          // Images: intake decides whose.
          "pull(String,ProgressListener)",
          "push(String,ProgressListener)",
          "tag(String,String)",
          // By the ones of the same name that say more.
          "createNetwork(String,SortedMap)",
          "connect(String,String,List)",
          "updateLimits(String,Resources)");

  private static String text(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(",", "(", ")"));
  }

  private static Set<String> declared(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .map(PolicyEnforcingEngineTest::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyMethodOfThePortIsGuardedOrNeedsNoGuard() {
    Set<String> guarded = declared(PolicyEnforcingEngine.class);
    Set<String> undecided = new TreeSet<>();
    for (Method method : ContainerEngine.class.getMethods()) {
      if (UNGUARDED.contains(text(method)) == guarded.contains(text(method))) {
        undecided.add(text(method));
      }
    }

    assertThat(undecided).isEmpty();
    assertThat(ContainerEngine.class.getMethods()).hasSizeGreaterThan(40);
  }

  /** A default of the port would answer for the guard, and not for the engine behind it. */
  @Test
  void defaultsThatCallNothingElseAreForwarded() {
    assertThat(declared(ForwardingEngine.class)).contains("isInsecure(String)", "mirrors(String)");
    Set<String> defaults = new TreeSet<>();
    for (Method method : ContainerEngine.class.getMethods()) {
      if (method.isDefault() && !declared(ForwardingEngine.class).contains(text(method))) {
        defaults.add(text(method));
      }
    }
    assertThat(defaults)
        .containsExactlyInAnyOrder(
            "createNetwork(String,SortedMap)",
            "connect(String,String,List)",
            "updateLimits(String,Resources)");
  }
}
