package dev.berth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.berth.spec.DataLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls of the house: who may import whom. Each rule was seen to fail on a planted breach. */
class ArchitectureTest {
  private static final JavaClasses BERTH =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.berth");

  /** Values and rules alone. */
  private static final String[] CORE = {
    "dev.berth.spec..",
    "dev.berth.state",
    "dev.berth.compose..",
    "dev.berth.observe..",
    "dev.berth.plan..",
    "dev.berth.status..",
    "dev.berth.port..",
    "dev.berth.engine"
  };

  private static final String HOUSE = "dev.berth.";

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

  /** For each package the ones that it may import, from the bottom of the house to its doors. */
  private static final Map<String, String> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("fault", ""),
          Map.entry("database", "fault org.h2.. org.flywaydb.."),
          Map.entry("client", "json"),
          Map.entry("client.text", "client"),
          Map.entry(
              "client.verb", "json client client.text image.context org.snakeyaml.. picocli.."),
          Map.entry("json", "com.fasterxml.."),
          Map.entry("spec", ""),
          Map.entry("spec.quantity", ""),
          Map.entry("spec.validation", "spec"),
          Map.entry("spec.policy", "spec spec.validation"),
          Map.entry("spec.codec", "spec spec.quantity spec.validation spec.policy"),
          Map.entry("state", "spec spec.validation"),
          Map.entry("state.secret", "spec spec.policy"),
          Map.entry("manifest", "spec.. org.snakeyaml.. jakarta.json.."),
          Map.entry("compose", "spec.. org.snakeyaml.."),
          Map.entry("observe", "spec"),
          Map.entry("observe.swarm", "spec observe"),
          Map.entry("plan", "spec.. state observe"),
          Map.entry("plan.swarm", "spec spec.codec state observe.. plan"),
          Map.entry("status", "spec state observe.. plan.."),
          Map.entry("port", "spec.. state status"),
          Map.entry("engine", "spec observe.."),
          Map.entry("engine.guard", "spec.. state.secret observe.. engine"),
          Map.entry(
              "engine.docker",
              "fault json spec.. observe.. engine process ssh com.github.dockerjava.."
                  + " com.fasterxml.. org.apache.commons.compress.. org.apache.sshd.."),
          Map.entry("process", ""),
          Map.entry("ssh", "org.apache.sshd.."),
          Map.entry("disk", "spec.policy"),
          Map.entry(
              "image.context",
              "fault spec.. state.secret port disk process org.apache.commons.compress.."),
          Map.entry("image.registry", "json spec port engine"),
          Map.entry(
              "image.build", "spec.. state.secret observe engine image.context image.registry"),
          Map.entry(
              "image.job",
              "spec.. state.. observe port engine image.context image.registry image.build"
                  + " reconcile.queue"),
          Map.entry(
              "image.gc", "spec state observe engine image.context image.registry reconcile.queue"),
          Map.entry("reconcile.queue", ""),
          Map.entry("reconcile.cache", "observe engine"),
          Map.entry(
              "reconcile.deps", "spec spec.policy state.. observe.swarm port engine image.job"),
          Map.entry("reconcile.probe", "spec state observe engine reconcile.deps"),
          Map.entry("reconcile.rotation", "spec state observe plan engine"),
          Map.entry(
              "reconcile.execute",
              "spec.. state.. observe plan status port engine engine.guard image.job reconcile.deps"
                  + " reconcile.cache reconcile.probe reconcile.rotation"),
          Map.entry("reconcile.front", "spec state.. plan status"),
          Map.entry(
              "reconcile.pass",
              "spec state.. observe plan status port engine engine.guard image.job reconcile.deps"
                  + " reconcile.queue reconcile.cache reconcile.probe reconcile.rotation"
                  + " reconcile.execute reconcile.front"),
          Map.entry(
              "query",
              "fault spec.. state observe status port engine image.registry image.job image.gc"
                  + " reconcile.deps reconcile.cache"),
          Map.entry(
              "adopt",
              "spec state observe plan port engine engine.guard reconcile.deps reconcile.cache"
                  + " reconcile.pass"),
          Map.entry(
              "reconcile",
              "image.job state status port engine query adopt reconcile.deps reconcile.queue"
                  + " reconcile.cache reconcile.probe reconcile.pass"),
          Map.entry(
              "reconcile.swarm",
              "spec spec.validation state.. observe.. plan.. status port engine engine.guard"
                  + " image.job query reconcile.deps reconcile.queue reconcile.execute"
                  + " reconcile.pass"),
          Map.entry(
              "fleet",
              "spec state observe.swarm status port engine image.job reconcile.deps"
                  + " reconcile.pass"),
          Map.entry("tracing", "fault port reconcile.deps io.opentelemetry.."),
          Map.entry("notice", "json spec.validation status"),
          Map.entry(
              "notice.send", "json spec spec.validation state status port notice jakarta.mail.."),
          Map.entry("intake.receipt", "spec.validation state"),
          Map.entry("intake.resource", "spec.. state.. status port intake.receipt"),
          Map.entry(
              "intake.app", "spec.. state.. status port manifest intake.receipt intake.resource"),
          Map.entry("intake.read", "spec.. state status port intake.app intake.resource"),
          Map.entry(
              "intake.bulk",
              "spec spec.validation state port manifest intake.receipt intake.app intake.resource"
                  + " intake.read"),
          Map.entry("intake.upload", "spec.. port compose disk"),
          Map.entry("http", ""),
          Map.entry("http.relay", "fault port security"),
          Map.entry("http.exec", "json spec port http"),
          Map.entry(
              "api.http",
              "intake.resource fault spec.. status port manifest intake.receipt intake.app"
                  + " intake.read intake.upload http"),
          Map.entry("api.openapi", "manifest api.http"),
          Map.entry("api.stream", "spec state status port intake.app intake.read http api.http"),
          Map.entry(
              "api.wait",
              "spec.validation state status port intake.receipt intake.app intake.resource"
                  + " intake.read http api.http"),
          Map.entry(
              "api.app",
              "spec.. state status port manifest intake.. http http.exec api.http api.stream"
                  + " api.wait"),
          Map.entry(
              "api.image", "fault spec.validation port manifest intake.app http api.http api.wait"),
          Map.entry(
              "api.admin",
              "spec.validation state.. port intake.receipt intake.resource intake.read api.http"
                  + " api.app"),
          Map.entry("api.desk", ""),
          Map.entry("kube", "spec.. state status port manifest intake.. http http.exec"),
          Map.entry(
              "gitops",
              "json spec.. state.. status port manifest compose intake.. disk process"
                  + " reconcile.queue org.eclipse.jgit.. ssh org.apache.sshd.."),
          Map.entry(
              "store",
              "fault spec.. state.. status port database io.agroal.api.. org.h2.. org.flywaydb.."),
          Map.entry("lead", "port database"),
          Map.entry("acme", "spec state.. reconcile.queue org.shredzone.acme4j.."),
          Map.entry("security", "fault json spec.. state.. port org.jose4j.."),
          Map.entry(
              "backup",
              "spec.. state database com.fasterxml.. org.apache.commons.compress.."
                  + " org.flywaydb.."));

  private static final List<String> EDGE = List.of("kube", "store", "http", "security", "api");

  static Stream<String> rooms() {
    return MAY_IMPORT.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void importsOnlyWhatTheTableAllows(String name) {
    List<String> allowed = new ArrayList<>(LANGUAGE);
    Stream.of(MAY_IMPORT.get(name).split(" "))
        .map(room -> isLibrary(room) ? room : HOUSE + room)
        .forEach(allowed::add);
    allowed.add(HOUSE + name);
    if (EDGE.contains(name.split("\\.", -1)[0])) {
      allowed.addAll(FRAMEWORKS);
    }
    classes()
        .that()
        .resideInAPackage(HOUSE + name)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .because("docs/architecture/overview.md has the table")
        .check(BERTH);
  }

  private static boolean isLibrary(String pattern) {
    return Stream.of("org.", "com.", "io.", "jakarta.", "picocli.").anyMatch(pattern::startsWith);
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
        .resideInAnyPackage(CORE)
        .should()
        .onlyDependOnClassesThat(isPure())
        .because("files, sockets, SQL, threads and clocks belong to adapters and the flow")
        .check(BERTH);
  }

  /** Types alone do not tell: {@code Instant} is a value, {@code Instant.now()} is the clock. */
  @Test
  void theCoreAsksNobody() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .callMethodWhere(asksTheWorld())
        .because("time, chance, environment and processes come in as arguments")
        .check(BERTH);
  }

  private static DescribedPredicate<JavaMethodCall> asksTheWorld() {
    return DescribedPredicate.describe(
        "ask clock, chance, environment or processes",
        call -> {
          String owner = call.getTargetOwner().getName();
          String name = call.getName();
          return (owner.startsWith("java.time.") && name.equals("now"))
              || (owner.equals("java.lang.System")
                  && !Set.of("arraycopy", "identityHashCode", "lineSeparator").contains(name))
              || (owner.equals("java.lang.Math") && name.equals("random"))
              || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
              || owner.startsWith("java.util.random.")
              || Set.of(
                      "java.lang.Runtime",
                      "java.lang.Process",
                      "java.lang.ProcessBuilder",
                      "java.lang.ProcessHandle",
                      "java.util.Random",
                      "java.security.SecureRandom")
                  .contains(owner);
        });
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
    Set<String> seen =
        BERTH.stream()
            .filter(c -> !c.getSimpleName().equals("package-info"))
            .map(c -> c.getPackageName().substring(HOUSE.length()))
            .filter(name -> !name.startsWith("boot"))
            .collect(Collectors.toSet());

    assertThat(MAY_IMPORT.keySet()).isEqualTo(seen);
    assertThat(BERTH).hasSizeGreaterThan(700);
  }
}
