package dev.berth.kube;

import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.validation.Violation;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a receipt means in the Kubernetes API. */
final class KubeRefusals {
  static final String UNKNOWN = "unknown key";

  private KubeRefusals() {}

  /** What was accepted; everything else ends the request. */
  static <T> Receipt.Accepted<T> accepted(
      ApiResource apiResource, String name, Receipt<T> receipt) {
    return switch (receipt) {
      case Receipt.Accepted<T> accepted -> accepted;
      case Receipt.Invalid<T> invalid -> throw invalid(apiResource, name, invalid.violations());
      case Receipt.Denied<T> denied ->
          throw new KubeException(
              403,
              "Forbidden",
              apiResource.plural()
                  + ".berth.dev \""
                  + name
                  + "\" is forbidden: PolicyDenied: "
                  + text(denied.violations()),
              KubeException.details(apiResource, name, causes(denied.violations())));
      case Receipt.Conflict<T> conflict ->
          throw KubeException.conflict(apiResource, name, conflict.message());
      case Receipt.PreconditionFailed<T> failed ->
          throw KubeException.conflict(
              apiResource,
              name,
              "the object has been modified; please apply your changes to the latest version and"
                  + " try again ("
                  + failed.message()
                  + ")");
      case Receipt.NotFound<T> missing -> throw KubeException.notFound(apiResource, name);
    };
  }

  static KubeException invalid(ApiResource apiResource, String name, List<Violation> violations) {
    if (violations.stream().allMatch(v -> v.message().startsWith(UNKNOWN))) {
      return KubeException.bad(
          apiResource.kind()
              + " in version \"v1\" cannot be handled as a "
              + apiResource.kind()
              + ": strict decoding error: "
              + violations.stream()
                  .map(v -> "unknown field \"" + v.path() + "\"" + rest(v))
                  .collect(Collectors.joining(", ")));
    }
    return new KubeException(
        422,
        "Invalid",
        apiResource.kind() + ".berth.dev \"" + name + "\" is invalid: " + text(violations),
        KubeException.details(apiResource, name, causes(violations)));
  }

  private static String rest(Violation violation) {
    return violation.message().substring(UNKNOWN.length());
  }

  private static String text(List<Violation> violations) {
    return violations.stream()
        .map(v -> v.path().isEmpty() ? v.message() : v.path() + ": " + v.message())
        .collect(Collectors.joining("; "));
  }

  private static List<Map<String, String>> causes(List<Violation> violations) {
    return violations.stream()
        .map(v -> Map.of("reason", "FieldValueInvalid", "message", v.message(), "field", v.path()))
        .toList();
  }
}
