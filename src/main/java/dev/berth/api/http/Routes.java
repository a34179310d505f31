package dev.berth.api.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which methods a path takes, of all doors: what an answer 405 must say. */
@ApplicationScoped
public class Routes {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^:}]+)(?::([^}]+))?}");

  private final List<Route> routes;

  private record Route(Pattern path, String method) {}

  Routes(BeanManager beans) {
    this.routes =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(bean -> bean.getBeanClass())
            .filter(type -> type.isAnnotationPresent(Path.class))
            .distinct()
            .flatMap(Routes::routes)
            .toList();
  }

  private static Stream<Route> routes(Class<?> type) {
    List<Route> found = new ArrayList<>();
    String root = type.getAnnotation(Path.class).value();
    for (Method method : type.getDeclaredMethods()) {
      Path below = method.getAnnotation(Path.class);
      Pattern path = pattern(root + "/" + (below == null ? "" : below.value()));
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (verb != null) {
          found.add(new Route(path, verb.value()));
        }
      }
    }
    return found.stream();
  }

  private static Pattern pattern(String template) {
    String plain = template.replaceAll("/+", "/").replaceAll("/$", "");
    String regex =
        PARAMETER
            .matcher(plain)
            .replaceAll(found ->
                java.util.regex.Matcher.quoteReplacement(
                    "(?:" + (found.group(2) == null ? "[^/]+" : found.group(2).strip()) + ")"));
    return Pattern.compile(regex + "/?");
  }

  /** Whether there is anything at a path. */
  boolean know(String path) {
    return routes.stream().anyMatch(route -> route.path().matcher(path).matches());
  }

  /** Whether something is at a path, and does not take that method. */
  boolean refuse(String method, String path) {
    return know(path) && !List.of(allowed(path).split(", ", -1)).contains(method);
  }

  /** In the form of the header {@code Allow}. */
  String allowed(String path) {
    SortedSet<String> methods =
        routes.stream()
            .filter(route -> route.path().matcher(path).matches())
            .map(Route::method)
            .collect(Collectors.toCollection(TreeSet::new));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }
}
