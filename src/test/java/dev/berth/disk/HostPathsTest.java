package dev.berth.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.manifest.ManifestReader;
import dev.berth.spec.policy.HostAccessPolicy;
import dev.berth.spec.policy.HostDisk;
import dev.berth.spec.policy.HostPaths;
import dev.berth.spec.policy.Policy;
import dev.berth.spec.validation.AppDraft;
import dev.berth.spec.validation.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one container leaves below a root must not lead the next one out of it, and nothing leads
 * into Berth's home (issue 16, section 3).
 */
class HostPathsTest {
  private static final HostAccessPolicy NONE = HostAccessPolicy.NONE;
  private static final HostAccessPolicy ALL =
      new HostAccessPolicy(true, true, true, true, true, Set.of("ALL"));

  @TempDir Path machine;

  private Path root;

  @BeforeEach
  void lay() throws IOException {
    machine = machine.toRealPath();
    root = Files.createDirectories(machine.resolve("root"));
    Files.createDirectories(root.resolve("inner"));
    Files.createDirectories(machine.resolve("outside/berth/tls"));
    Files.createDirectories(machine.resolve("run"));
    Files.createFile(machine.resolve("run/docker.sock"));
    Files.writeString(root.resolve("file"), "x");
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(target.replace("$", machine.toString())));
  }

  private Policy policy(Path... roots) {
    return policy(NONE, roots);
  }

  private Policy policy(HostAccessPolicy hostAccessPolicy, Path... roots) {
    HostDisk disk = new LocalDisk(new OwnHome(machine.resolve("outside/berth")));
    return new Policy(
        new HostPaths(List.of(roots), List.of(machine.resolve("run/docker.sock")), disk),
        List.of(),
        hostAccessPolicy,
        Optional.empty(),
        Optional.empty());
  }

  private static List<Violation> denials(Policy policy, String yaml) {
    AppDraft draft = ManifestReader.read(yaml).drafts().getFirst();
    return policy.denials(draft);
  }

  private static List<Violation> bound(Policy policy, String path) {
    return denials(policy, "name: a\nimage: x\nvolumes: ['" + path + ":/x']");
  }

  @ParameterizedTest
  @CsvSource({
    "out,            $/outside/other,        out",
    "relative,       ../outside/other,       relative",
    "whole,          /,                      whole/etc",
    "middle,         ..,                     middle/outside/other",
    "later,          ../not/there/yet,       later",
    "proc,           /proc/self/root,        proc/etc",
    "round,          round,                  round",
    "climbing,       inner/../../other,      climbing",
    "sibling,        $/root-of-another,      sibling",
  })
  void aLinkThatLeavesTheRootIsRefused(String name, String target, String mounted)
      throws IOException {
    link(name, target);

    assertThat(bound(policy(root), root + "/" + mounted))
        .singleElement()
        .satisfies(v -> assertThat(v.message()).contains("`" + root + "/" + mounted + "`", "link"));
  }

  @Test
  void chainsOfLinksAreFollowedToTheirEnd() throws IOException {
    link("first", "second/deep");
    link("second", "inner");
    Files.createSymbolicLink(root.resolve("inner/deep"), Path.of("../../outside"));

    assertThat(bound(policy(root), root + "/first")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"in, inner", "beside, ./file", "absolute, $/root/inner", "new, inner/to/come"})
  void aLinkThatStaysIsGood(String name, String target) throws IOException {
    link(name, target);

    assertThat(bound(policy(root), root + "/" + name)).isEmpty();
  }

  @Test
  void theRootItselfMayBeALink() throws IOException {
    Path alias = Files.createSymbolicLink(machine.resolve("alias"), root);

    assertThat(bound(policy(alias), alias + "/inner")).isEmpty();
    assertThat(bound(policy(alias), root + "/inner")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$/run/docker.sock", "../run/docker.sock", "$/run", "$"})
  void noLinkLeadsToTheSocketOfTheEngine(String target) throws IOException {
    link("sock", target);

    assertThat(bound(policy(root), root + "/sock"))
        .singleElement()
        .satisfies(v ->
            assertThat(v.message())
                .contains(target.equals("$") ? "Berth's own home" : "berth.policy.engine-socket"));
    assertThat(bound(policy(machine), root + "/sock")).hasSize(1);
  }

  @Test
  void thePermitForTheSocketOpensNothingBesideIt() {
    Policy policy = policy(ALL, root);

    assertThat(bound(policy, machine + "/run/docker.sock")).isEmpty();
    assertThat(bound(policy, machine + "/run")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "volumes: {v: {driver_opts: {type: none, o: bind, device: '%s'}}}",
        "configs: {v: {file: '%s'}}",
        "secrets: {v: {file: '%s'}}",
      })
  void theSameHoldsForEveryKeyThatNamesAPath(String key) throws IOException {
    link("out", "$/outside/other");
    String app = "name: a\nservices: {x: {image: i}}\n";

    assertThat(denials(policy(root), app + key.formatted(root + "/out"))).hasSize(1);
    assertThat(denials(policy(machine), app + key.formatted(machine + "/outside/berth/key")))
        .singleElement()
        .satisfies(v -> assertThat(v.message()).contains("Berth's own home"));
    assertThat(denials(policy(root), app + key.formatted(root + "/file"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$/outside/berth",
        "$/outside/berth/",
        "$/outside/berth/admin-token",
        "$//outside//berth/./tls",
        "$/root/../outside/berth",
        "$/outside/berth/tls/../..",
        "$/outside",
        "$",
        "/",
        "//",
        "$/root/home",
        "$/root/home/tls",
        "$/root/above",
        "$/root/above/berth",
        "/proc/self/root",
      })
  void berthsHomeIsOutOfBoundsWhateverTheRoots(String spelling) throws IOException {
    link("home", "$/outside/berth");
    link("above", "../outside");
    String path = spelling.replace("$", machine.toString());

    assertThat(bound(policy(ALL, Path.of("/")), path))
        .singleElement()
        .satisfies(v -> assertThat(v.message()).contains("Berth's own home"));
  }

  @Test
  void aHomeThatIsALinkIsGuardedUnderBothNames() throws IOException {
    Path alias = Files.createSymbolicLink(machine.resolve("alias"), Path.of("outside/berth"));
    HostPaths paths =
        new HostPaths(List.of(Path.of("/")), List.of(), new LocalDisk(new OwnHome(alias)));
    Policy policy = new Policy(paths, List.of(), ALL, Optional.empty(), Optional.empty());

    assertThat(bound(policy, alias + "/tls")).hasSize(1);
    assertThat(bound(policy, machine + "/outside/berth/tls")).hasSize(1);
    assertThat(bound(policy, machine + "/outside/bert")).isEmpty();
  }

  @Test
  void ofAnotherMachineOnlyWhatIsWrittenCanBeChecked() throws IOException {
    link("out", "/etc");
    HostPaths paths =
        new HostPaths(List.of(root), List.of(), new FarDisk(new OwnHome(root.resolve("berth"))));
    Policy policy = new Policy(paths, List.of(), NONE, Optional.empty(), Optional.empty());

    assertThat(bound(policy, root + "/out")).isEmpty();
    assertThat(bound(policy, root + "/../x")).hasSize(1);
    assertThat(bound(policy, root + "/berth/x")).hasSize(1);
    assertThat(bound(policy, root.toString())).hasSize(1);
  }
}
