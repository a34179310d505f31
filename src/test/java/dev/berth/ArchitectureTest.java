package dev.berth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.berth.spec.DataLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walls of the house: who may import whom. Each rule was seen to fail on a planted breach. */
class ArchitectureTest {
  private static final JavaClasses BERTH =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.berth");

  private static final List<String> LANGUAGE =
      List.of("java..", "javax.crypto..", "javax.net..", "org.jspecify..");

  /** Frameworks of the edge: what adapters and doors may use beside Berth's own packages. */
  private static final List<String> FRAMEWORKS =
      List.of(
          "jakarta..",
          "io.quarkus..",
          "io.smallrye..",
          "io.vertx..",
          "io.micrometer..",
          "org.eclipse.microprofile..",
          "org.jboss..",
          "org.hibernate..",
          "com.fasterxml..");

  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("spec", List.of("dev.berth.spec..")),
          Map.entry("compose", List.of("dev.berth.spec..", "org.snakeyaml..")),
          Map.entry("manifest", List.of("dev.berth.spec..", "org.snakeyaml..", "jakarta.json..")),
          Map.entry("observe", List.of("dev.berth.spec..")),
          Map.entry("plan", List.of("dev.berth.spec..", "dev.berth.observe..")),
          Map.entry(
              "status", List.of("dev.berth.spec..", "dev.berth.observe..", "dev.berth.plan..")),
          Map.entry("engine", List.of("dev.berth.spec..", "dev.berth.observe..")),
          Map.entry(
              "images",
              List.of(
                  "dev.berth.spec..",
                  "dev.berth.disk..",
                  "dev.berth.observe..",
                  "dev.berth.engine",
                  "dev.berth.process",
                  "org.apache.commons.compress..")),
          Map.entry("process", List.of()),
          Map.entry(
              "reconcile",
              List.of(
                  "dev.berth.spec..",
                  "dev.berth.observe..",
                  "dev.berth.plan..",
                  "dev.berth.status..",
                  "dev.berth.engine",
                  "dev.berth.images..")),
          Map.entry(
              "intake",
              List.of(
                  "dev.berth.spec..",
                  "dev.berth.disk..",
                  "dev.berth.manifest..",
                  "dev.berth.compose..",
                  "dev.berth.status..")),
          Map.entry(
              "engine.docker",
              List.of(
                  "dev.berth.spec..",
                  "dev.berth.observe..",
                  "dev.berth.engine",
                  "dev.berth.process",
                  "com.github.dockerjava..",
                  "com.fasterxml..",
                  "org.apache.commons.compress..")),
          Map.entry(
              "store",
              List.of("dev.berth.spec..", "dev.berth.status..", "io.agroal.api..", "org.h2..")),
          Map.entry("http", List.of()),
          Map.entry(
              "kube",
              List.of(
                  "dev.berth.http..",
                  "dev.berth.spec..",
                  "dev.berth.manifest..",
                  "dev.berth.status..",
                  "dev.berth.intake..")),
          Map.entry(
              "api",
              List.of(
                  "dev.berth.http..",
                  "dev.berth.spec..",
                  "dev.berth.manifest..",
                  "dev.berth.compose..",
                  "dev.berth.status..",
                  "dev.berth.intake..")),
          Map.entry(
              "gitops",
              List.of(
                  "dev.berth.spec..",
                  "dev.berth.disk..",
                  "dev.berth.manifest..",
                  "dev.berth.compose..",
                  "dev.berth.status..",
                  "dev.berth.intake..",
                  "dev.berth.process",
                  "org.eclipse.jgit..",
                  "org.apache.sshd..")),
          Map.entry("disk", List.of("dev.berth.spec..")),
          Map.entry("security", List.of("dev.berth.spec..", "org.jose4j..")),
          Map.entry(
              "backup",
              List.of(
                  "dev.berth.spec..",
                  "com.fasterxml..",
                  "org.apache.commons.compress..",
                  "org.flywaydb..")));

  private static final List<String> EDGE = List.of("kube", "store", "api", "http", "security");

  @ParameterizedTest
  @CsvSource({
    "spec",
    "manifest",
    "compose",
    "observe",
    "plan",
    "status",
    "engine",
    "images",
    "process",
    "reconcile",
    "intake",
    "engine.docker",
    "store",
    "api",
    "http",
    "kube",
    "gitops",
    "security",
    "disk",
    "backup"
  })
  void importsOnlyWhatTheTableAllows(String name) {
    rule(name).check(BERTH);
  }

  private static ArchRule rule(String name) {
    List<String> allowed = new ArrayList<>(LANGUAGE);
    allowed.addAll(MAY_IMPORT.getOrDefault(name, List.of()));
    allowed.add("dev.berth." + name + (name.equals("engine") ? "" : ".."));
    if (EDGE.contains(name)) {
      allowed.addAll(FRAMEWORKS);
    }
    String pattern = "dev.berth." + name + (name.equals("engine") ? "" : "..");
    return classes()
        .that()
        .resideInAPackage(pattern)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .because("design.md, section 1, has the table");
  }

  @Test
  void nobodyImportsBoot() {
    classes()
        .that()
        .resideInAPackage("dev.berth.boot..")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAPackage("dev.berth.boot..")
        .check(BERTH);
  }

  @Test
  void hasNoCycles() {
    slices().matching("dev.berth.(**)").should().beFreeOfCycles().check(BERTH);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> missing =
        BERTH.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> p.getClasses().stream().anyMatch(c -> !c.getSimpleName().isEmpty()))
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(p -> p.getName())
            .toList();

    assertThat(missing).isEmpty();
  }

  @Test
  void theCoreTouchesNothing() {
    classes()
        .that()
        .resideInAnyPackage(
            "dev.berth.spec..",
            "dev.berth.compose..",
            "dev.berth.observe..",
            "dev.berth.plan..",
            "dev.berth.status..",
            "dev.berth.engine")
        .should()
        .onlyDependOnClassesThat(isPure())
        .because("files, sockets, SQL, threads and clocks belong to adapters and the flow")
        .check(BERTH);
  }

  /** No volume is deleted without a {@link DataLoss}, and these are all who may say one. */
  @Test
  void nobodyElseGivesUpData() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.berth.state.DesiredApp$Deletion")
        .and()
        .doNotHaveFullyQualifiedName("dev.berth.adopt.Orphans")
        .and()
        .doNotHaveFullyQualifiedName("dev.berth.plan.UnnamedVolumes")
        .should()
        .callMethod(DataLoss.class, "asked", boolean.class)
        .orShould()
        .callMethod(DataLoss.class, "ofCopies", boolean.class)
        .because("data is only lost where volumes=delete was said")
        .check(BERTH);
  }

  private static DescribedPredicate<JavaClass> isPure() {
    List<String> impure =
        List.of(
            "java.nio.file.Files",
            "java.io.File",
            "java.net.Socket",
            "java.net.http",
            "java.sql",
            "java.lang.Thread",
            "java.util.concurrent",
            "java.time.Clock",
            "java.time.InstantSource");
    return DescribedPredicate.describe(
        "touch nothing", c -> impure.stream().noneMatch(name -> c.getName().startsWith(name)));
  }

  /** No rule may pass because it saw nothing. */
  @Test
  void seesTheWholeHouse() {
    assertThat(MAY_IMPORT.keySet())
        .allSatisfy(name ->
            assertThat(
                    BERTH.stream().filter(c -> c.getPackageName().startsWith("dev.berth." + name)))
                .as(name)
                .hasSizeGreaterThan(2));
    assertThat(BERTH).hasSizeGreaterThan(150);
  }
}
