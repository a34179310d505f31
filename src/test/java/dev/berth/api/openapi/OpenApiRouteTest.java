package dev.berth.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiRouteTest {

  /** The build ends where one of the resource classes is not among them. */
  @Test
  void everyWriteHasADryRun() {
    List<OpenApiRoute> writes = OpenApiRoute.all().stream().filter(OpenApiRoute::isWrite).toList();

    assertThat(writes)
        .hasSizeGreaterThan(35)
        .allSatisfy(route -> assertThat(route.queries()).contains("dryRun"));
  }
}
