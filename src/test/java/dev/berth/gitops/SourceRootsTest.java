package dev.berth.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.disk.OwnHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where on the machine a source may lie. */
class SourceRootsTest {
  private static final OwnHome HOME = new OwnHome(Path.of("/var/lib/berth"));

  @TempDir Path folder;

  private static boolean allows(SourceRoots roots, String key, Object place) {
    return roots.denials(Map.of(key, place.toString()), Map.of()).isEmpty();
  }

  @Test
  void withoutTheSettingAdminsAreFreeAndOthersGetNothing() {
    SourceRoots others = new SourceRoots(Optional.empty(), () -> false, HOME);

    assertThat(allows(new SourceRoots(Optional.empty(), () -> true, HOME), "folder", "/etc"))
        .isTrue();
    assertThat(allows(others, "folder", folder)).isFalse();
    assertThat(allows(others, "url", "file://" + folder)).isFalse();
    assertThat(allows(others, "url", "file:" + folder)).isFalse();
    assertThat(allows(others, "url", "https://example.org/a.git")).isTrue();
  }

  @Test
  void theSettingHoldsForEverybody() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    Path inside = Files.createDirectory(root.resolve("a"));
    Files.createSymbolicLink(root.resolve("out"), folder);
    for (boolean admin : new boolean[] {true, false}) {
      SourceRoots roots = new SourceRoots(Optional.of(List.of(root)), () -> admin, HOME);

      assertThat(allows(roots, "folder", inside)).isTrue();
      assertThat(allows(roots, "url", "file://" + inside)).isTrue();
      assertThat(allows(roots, "url", "file://localhost" + inside)).isTrue();
      assertThat(allows(roots, "folder", root.resolve("../other"))).isFalse();
      assertThat(allows(roots, "folder", root.resolve("out"))).isFalse();
      assertThat(allows(roots, "folder", folder + "/rooted")).isFalse();
    }
  }

  @Test
  void whatIsStoredMayStayWhereItIs() {
    SourceRoots others = new SourceRoots(Optional.empty(), () -> false, HOME);
    Map<String, Object> stored = Map.of("folder", "/srv/a");

    assertThat(others.denials(Map.of("folder", "/srv/a", "prune", true), stored)).isEmpty();
    assertThat(others.denials(Map.of("folder", "/srv/b"), stored)).hasSize(1);
  }
}
