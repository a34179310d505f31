package dev.berth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** No file and no method grows past what one reads at a glance; each exception has its reason. */
class SizesTest {
  private static final int LONGEST_FILE = 250;
  private static final int LONGEST_METHOD = 25;

  /** Tables that are read a line a row: settings, keys, a method for each call. */
  private static final Set<String> LONGER_FILES =
      Set.of("Settings", "DockerEngine", "ForwardingEngine");

  /**
   * Most of them are switches and chains with a line for each key or case. Nothing comes to this
   * list any more; what is split leaves it.
   */
  private static final Set<String> LONGER_METHODS =
      Set.of(
          "Blueprints.draw",
          "BuildOptionReader.secrets",
          "BuildReader.build",
          "BuildWriter.of",
          "Canonical.<init>",
          "ComposeWriter.build",
          "ComposeWriter.service",
          "DotEnv.statements",
          "DraftService.restart",
          "EventsResource.object",
          "Extends.laidOver",
          "ExternalReferenceRefusals.of",
          "HealthReader.health",
          "ImageJobs.state",
          "ImageReader.image",
          "Includes.include",
          "Job.run",
          "KubePatches.check",
          "KubeTables.columns",
          "MountReader.shortForm",
          "MultiDocumentApply.dryRun",
          "Normal.service",
          "Notifier.send",
          "OpenApiQueries.meanings",
          "Patches.json",
          "ProblemMapping.refused",
          "Reconciler.reconcile",
          "ReplicaPlan.revive",
          "RulesResource.review",
          "SelfSignedCertificate.in",
          "SourceReader.map",
          "SpecRules.check",
          "SpecRules.references",
          "StoredState.write",
          "TokensResource.put",
          "TransferProgress.hear",
          "UploadedProjects.unpack",
          "VolumeRules.mount",
          "VolumeSpec.mount",
          "YamlTree.documents");

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  @Test
  void noFileIsLongerThanTwoHundredAndFiftyLines() throws IOException {
    List<String> longer = new ArrayList<>();
    for (Path file : sources()) {
      if (Files.readAllLines(file).size() > LONGEST_FILE) {
        longer.add(file.getFileName().toString().replace(".java", ""));
      }
    }

    assertThat(sources()).hasSizeGreaterThan(700);
    assertThat(longer).containsExactlyInAnyOrderElementsOf(LONGER_FILES);
  }

  @Test
  void noMethodIsLongerThanTwentyFiveLines() throws IOException {
    Map<String, Long> lengths = new TreeMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Lengths(unit, positions, lengths).scan(unit, null);
      }
    }

    assertThat(lengths).hasSizeGreaterThan(3000);
    lengths.values().removeIf(length -> length <= LONGEST_METHOD);
    assertThat(lengths.keySet()).containsExactlyInAnyOrderElementsOf(LONGER_METHODS);
  }

  /** Counts the lines of each method's body. */
  private static final class Lengths extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Map<String, Long> lengths;
    private String inside = "";

    Lengths(CompilationUnitTree unit, SourcePositions positions, Map<String, Long> lengths) {
      this.unit = unit;
      this.positions = positions;
      this.lengths = lengths;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      String outer = inside;
      inside = type.getSimpleName().isEmpty() ? outer : type.getSimpleName().toString();
      super.visitClass(type, null);
      inside = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (method.getBody() != null) {
        LineMap lines = unit.getLineMap();
        long first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
        long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
        lengths.merge(inside + "." + method.getName(), last - first - 1, Math::max);
      }
      return super.visitMethod(method, null);
    }
  }
}
