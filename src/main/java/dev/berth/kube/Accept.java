package dev.berth.kube;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;

/** In which shape a client wants its answer. */
record Accept(boolean table, KubeTables.Include include) {
  static Accept of(HttpHeaders headers, KubeQueries queries) {
    String accept = String.valueOf(headers.getHeaderString(HttpHeaders.ACCEPT));
    KubeTables.Include include =
        switch (queries.text("includeObject").orElse("Metadata").toLowerCase(Locale.ROOT)) {
          case "none" -> KubeTables.Include.NONE;
          case "object" -> KubeTables.Include.OBJECT;
          default -> KubeTables.Include.METADATA;
        };
    return new Accept(accept.contains("as=Table") && accept.contains("g=meta.k8s.io"), include);
  }
}
