package dev.berth.security;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every route that Berth has, read from its resource classes, so that none can be forgotten. */
public final class Routes {
  private static final List<Class<? extends Annotation>> METHODS =
      List.of(
          GET.class, HEAD.class, OPTIONS.class, POST.class, PUT.class, PATCH.class, DELETE.class);

  private static final Pattern TEMPLATE =
      Pattern.compile("\\{\\s*([\\w-]+)\\s*(?::\\s*([^{}]+))?}");

  /** What the framework serves beside the resource classes. */
  private static final List<Route> OTHERS =
      List.of(
          new Route("GET", "/"),
          new Route("GET", "/desk/x/main.js"),
          new Route("GET", "/favicon.ico"),
          new Route("GET", "/sign-in"),
          new Route("GET", "/new"),
          new Route("GET", "/apps/x"),
          new Route("GET", "/activity"),
          new Route("GET", "/sources/x"),
          new Route("GET", "/images"),
          new Route("GET", "/system"),
          new Route("GET", "/health"),
          new Route("GET", "/health/live"),
          new Route("GET", "/health/ready"),
          new Route("GET", "/openapi"),
          new Route("GET", "/docs/"),
          new Route("GET", "/metrics"));

  private static final SortedSet<Route> ALL = Collections.unmodifiableSortedSet(read());

  private Routes() {}

  /**
   * One of them.
   *
   * @param path with words in place of its parameters
   */
  public record Route(String method, String path) implements Comparable<Route> {
    @Override
    public int compareTo(Route other) {
      int byPath = path.compareTo(other.path);
      return byPath != 0 ? byPath : method.compareTo(other.method);
    }
  }

  public static SortedSet<Route> all() {
    return ALL;
  }

  private static SortedSet<Route> read() {
    SortedSet<Route> all = new TreeSet<>(OTHERS);
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.berth")) {
      if (type.isAnnotatedWith(Path.class)) {
        String root = type.getAnnotationOfType(Path.class).value();
        type.getMethods().forEach(method -> add(root, method, all));
      }
    }
    return all;
  }

  private static void add(String root, JavaMethod method, SortedSet<Route> all) {
    String below =
        method.isAnnotatedWith(Path.class) ? method.getAnnotationOfType(Path.class).value() : "";
    String path = ("/" + root + "/" + below).replaceAll("/+", "/").replaceAll("(.)/$", "$1");
    for (Class<? extends Annotation> verb : METHODS) {
      if (method.isAnnotatedWith(verb)) {
        expand(path).forEach(plain -> all.add(new Route(verb.getSimpleName(), plain)));
      }
    }
  }

  /** Alternatives one by one, other parameters as a word. */
  private static List<String> expand(String path) {
    Matcher template = TEMPLATE.matcher(path);
    if (!template.find()) {
      return List.of(path);
    }
    String pattern = template.group(2);
    List<String> words =
        pattern != null && pattern.matches("[\\w|-]+")
            ? Arrays.asList(pattern.strip().split("\\|", -1))
            : List.of(word(template.group(1)));
    List<String> expanded = new ArrayList<>();
    for (String word : words) {
      expanded.addAll(expand(template.replaceFirst(word)));
    }
    return expanded;
  }

  private static String word(String parameter) {
    return switch (parameter) {
      case "plural", "resource" -> "apps";
      default -> "no-" + parameter;
    };
  }
}
