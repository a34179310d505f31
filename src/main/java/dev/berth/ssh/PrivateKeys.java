package dev.berth.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Private keys as users write them down. */
public final class PrivateKeys {
  private PrivateKeys() {}

  /**
   * Reads the keys in a text, one in most.
   *
   * @throws UnreadableKey with what to do, and nothing of the text
   */
  public static List<KeyPair> read(String text) throws UnreadableKey {
    byte[] bytes = (text.strip() + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName("privateKey"), new ByteArrayInputStream(bytes), null);
      if (pairs != null) {
        return StreamSupport.stream(pairs.spliterator(), false).toList();
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new UnreadableKey();
    }
    throw new UnreadableKey();
  }

  /** It is no key, or locked. */
  public static final class UnreadableKey extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableKey() {
      super("cannot be read; give a private key in OpenSSH or PEM form that has no passphrase");
    }

    /** To be put behind the name of the field. */
    public String advice() {
      return String.valueOf(getMessage());
    }
  }
}
