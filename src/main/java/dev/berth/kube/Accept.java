package dev.berth.kube;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;

/** In which shape a client wants its answer. */
record Accept(boolean table, Tables.Include include) {
  static Accept of(HttpHeaders headers, KubeQueries queries) {
    String accept = String.valueOf(headers.getHeaderString(HttpHeaders.ACCEPT));
    Tables.Include include =
        switch (queries.text("includeObject").orElse("Metadata").toLowerCase(Locale.ROOT)) {
          case "none" -> Tables.Include.NONE;
          case "object" -> Tables.Include.OBJECT;
          default -> Tables.Include.METADATA;
        };
    return new Accept(accept.contains("as=Table") && accept.contains("g=meta.k8s.io"), include);
  }
}
