package dev.berth.boot.listen;

import dev.berth.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate that Berth makes for itself, with the JDK's own tool; beside it as {@code
 * berth.pem}, for clients to trust.
 */
final class SelfSignedCertificate {
  /** Of the store, which only its owner can read: it protects nothing. */
  static final String PASSWORD = "berth-store";

  private static final String DAYS = "825";
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int SAID = 2000;

  private SelfSignedCertificate() {}

  /** The key store of that folder; made where it is missing. */
  static Path in(Path folder) {
    Path store = folder.resolve("berth.p12");
    try {
      if (!Files.exists(store)) {
        Files.createDirectories(folder);
        run(
            "-genkeypair",
            "-alias",
            "berth",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=berth",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1" + names(),
            "-validity",
            DAYS,
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString());
        Files.setPosixFilePermissions(
            store, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        run(
            "-exportcert",
            "-rfc",
            "-alias",
            "berth",
            "-keystore",
            store.toString(),
            "-file",
            folder.resolve("berth.pem").toString());
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException("make a certificate in " + folder, e);
    }
  }

  private static String names() throws IOException {
    String host = java.net.InetAddress.getLocalHost().getHostName();
    return host.matches("[A-Za-z][A-Za-z0-9.-]*") && !host.equals("localhost")
        ? ",dns:" + host
        : "";
  }

  private static void run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD));
    try {
      switch (Program.of(LIMIT, command).hearingErrors(SAID).run()) {
        case Program.Ended ended -> {
          if (!ended.isGood()) {
            throw new IOException("keytool: " + ended.words().strip());
          }
        }
        case Program.Late late -> throw new IOException("keytool did not end in " + late.limit());
        case Program.Missing missing -> throw new IOException("no keytool: " + missing.why());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("keytool was interrupted", e);
    }
  }
}
