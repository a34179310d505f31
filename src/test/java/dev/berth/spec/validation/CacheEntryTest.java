package dev.berth.spec.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches are read as the client of BuildKit reads them, and written as they were read. */
class CacheEntryTest {
  private static List<CacheEntry> parsed(String text) {
    return CacheEntry.parse(text) instanceof Validated.Valid<List<CacheEntry>> valid
        ? valid.value()
        : List.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "alpine:3                                   | type=registry,ref=alpine:3",
        "type=registry,ref=h:5000/x:c,mode=max      | type=registry,ref=h:5000/x:c,mode=max",
        "TYPE=registry,REF=x                        | type=registry,ref=x",
        "\"type=registry\",\"ref=x\"            | type=registry,ref=x",
        "type=inline                                | type=inline",
      })
  void writesWhatItHasRead(String text, String written) {
    assertThat(parsed(text)).extracting(CacheEntry::text).containsExactly(written);
  }

  @Test
  void aLineOfImagesIsOneEntryEach() {
    assertThat(parsed("alpine:3,h/x:c"))
        .extracting(CacheEntry::text)
        .containsExactly("type=registry,ref=alpine:3", "type=registry,ref=h/x:c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "type=local,src=/etc",
        "TYPE=local,src=/etc",
        "type=LOCAL,src=/etc",
        "type=registry,type=local,ref=x",
        "type=registry,TYPE=local,ref=x",
        "\"type=local\",src=/etc",
        "\"type=lo\"\"cal\"",
        "type=registry,\"ref=x,type=local\"",
        "type=registry,ref=x\ntype=local,src=/etc",
        "type=registry,ref=x,src=/etc",
        "type=registry",
        "type=s3,bucket=b",
        "ref=x",
        "alpine:3,type=local",
        "/etc",
        "\"unclosed",
        "type=in\"line",
        "\"type=inline\"x",
      })
  void nothingElseIsTaken(String text) {
    assertThat(parsed(text)).isEmpty();
  }
}
