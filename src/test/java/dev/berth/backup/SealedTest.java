package dev.berth.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Chunks that are whole by themselves must not pass for another whole. */
class SealedTest {
  private static final char[] PASSPHRASE = "correct horse battery".toCharArray();
  private static final int CHUNK = Seal.CHUNK_BYTES + Seal.TAG_BYTES;

  private static byte[] sealed(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (SealedOutput out = new SealedOutput(bytes, Seal.fresh(PASSPHRASE))) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] opened(byte[] sealed) throws Exception {
    return new SealedInput(new ByteArrayInputStream(sealed), PASSPHRASE).readAllBytes();
  }

  private static byte[] plain() {
    byte[] plain = new byte[3 * Seal.CHUNK_BYTES];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (byte) (i / 1000);
    }
    return plain;
  }

  @Test
  void chunksAreNeitherCutOffNorMovedNorRepeated() throws Exception {
    byte[] sealed = sealed(plain());
    int head = sealed.length - 3 * CHUNK;
    byte[] cut = Arrays.copyOf(sealed, head + 2 * CHUNK);
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, head, swapped, head + CHUNK, CHUNK);
    System.arraycopy(sealed, head + CHUNK, swapped, head, CHUNK);
    byte[] repeated = Arrays.copyOf(sealed, sealed.length + CHUNK);
    System.arraycopy(sealed, sealed.length - CHUNK, repeated, sealed.length, CHUNK);

    assertThat(opened(sealed)).isEqualTo(plain());
    for (byte[] bad : new byte[][] {cut, swapped, repeated}) {
      assertThatThrownBy(() -> opened(bad)).isInstanceOf(SealedInput.Damaged.class);
    }
  }
}
