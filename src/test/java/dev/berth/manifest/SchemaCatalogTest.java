package dev.berth.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Seen without a server: the server does not start where a schema cannot be read. */
class SchemaCatalogTest {
  @Test
  void everySchemaCanBeRead() {
    assertThat(SchemaCatalog.all()).containsKeys("App", "Problem").hasSizeGreaterThan(50);
    assertThat(SchemaCatalog.operations()).hasSizeGreaterThan(50);
  }
}
