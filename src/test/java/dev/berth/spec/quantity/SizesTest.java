package dev.berth.spec.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Docker's go-units, {@code RAMInBytes} (issue 18). */
class SizesTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "32,32",
        "32b,32",
        "32B,32",
        "32k,32768",
        "32K,32768",
        "32kb,32768",
        "32Kb,32768",
        "32Kib,32768",
        "32KIB,32768",
        "32 kib,32768",
        "32Mb,33554432",
        "32Gb,34359738368",
        "32Tb,35184372088832",
        "32Pb,36028797018963968",
        "32.3,32",
        "32.3 mb,33869004",
        "0.3MB,314572",
        ".5g,536870912",
        "5.g,5368709120",
        "+5,5",
        "1e3,1000",
        "1e3k,1024000",
        "0,0",
        "-0,0",
        "32 ,32",
        "7000000b,7000000",
        "9007199254740993,9007199254740992"
      })
  void readsWhatGoUnitsReads(String text, long bytes) {
    assertThat(Sizes.bytes(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-32",
        " 32",
        "32  k",
        "32m b",
        "32bm",
        "7000000ib",
        "32kbi",
        "32kk",
        "k",
        ".",
        ". ",
        "32.6 hello",
        "1.2.3",
        "0x10",
        "1_000",
        "inf",
        "nan",
        "1e400",
        "9223372036854775808",
        "8192p",
        "32e",
        "３２"
      })
  void refusesWhatGoUnitsRefuses(String text) {
    assertThat(Sizes.bytes(text)).isEmpty();
  }
}
