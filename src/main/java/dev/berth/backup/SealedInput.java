package dev.berth.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.crypto.AEADBadTagException;

/** Opens what {@link SealedOutput} wrote; nothing is given out that was not proved whole. */
final class SealedInput extends InputStream {
  private static final int LONGEST_LINE = 200;

  private final BufferedInputStream in;
  private final Seal seal;
  private byte[] chunk = {};
  private int at;
  private long number;
  private boolean ended;

  /** Carries the reason through readers that know no other exception. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1;

    Damaged(String message) {
      super(message);
    }
  }

  /** Reads the head, and tries the passphrase on it. */
  SealedInput(InputStream source, char[] passphrase) throws IOException, BackupException {
    this.in = new BufferedInputStream(source, Seal.CHUNK_BYTES + Seal.TAG_BYTES);
    this.seal = Seal.of(line(), passphrase);
    if (!seal.isProvedBy(line())) {
      throw new BackupException("the passphrase is wrong, or the head of the backup is damaged");
    }
  }

  private String line() throws IOException, BackupException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.length() == LONGEST_LINE) {
        throw new BackupException("this is no backup of Berth's, or only its first bytes");
      }
      line.append(new String(new byte[] {(byte) b}, StandardCharsets.US_ASCII));
    }
    return line.toString();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == chunk.length) {
      if (ended) {
        return -1;
      }
      next();
    }
    int part = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, bytes, offset, part);
    at += part;
    return part;
  }

  private void next() throws IOException {
    byte[] sealed = in.readNBytes(Seal.CHUNK_BYTES + Seal.TAG_BYTES);
    in.mark(1);
    boolean last = in.read() < 0;
    in.reset();
    if (sealed.length < Seal.TAG_BYTES) {
      throw new Damaged("the backup is cut off");
    }
    try {
      chunk = seal.open(sealed, sealed.length, number, last);
    } catch (AEADBadTagException e) {
      throw new Damaged(
          last
              ? "the backup is cut off, or damaged near its end"
              : "the backup is damaged near byte " + number * Seal.CHUNK_BYTES);
    }
    at = 0;
    number++;
    ended = last;
  }
}
