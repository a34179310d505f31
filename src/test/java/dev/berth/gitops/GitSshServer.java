package dev.berth.gitops;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** OpenSSH's server on loopback, with keys of its own. */
public final class GitSshServer implements AutoCloseable {
  public final int port;
  private final Process process;

  public GitSshServer(Path folder, int port) throws IOException {
    Files.createDirectories(folder);
    this.port = port == 0 ? freePort() : port;
    Path hostKey = folder.resolve("host");
    if (!Files.exists(hostKey)) {
      key(hostKey);
    }
    if (!Files.exists(folder.resolve("user"))) {
      key(folder.resolve("user"));
    }
    Path config = folder.resolve("sshd_config");
    Files.writeString(
        config,
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s
        AuthorizedKeysFile %s
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin prohibit-password
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        """
            .formatted(this.port, hostKey, folder.resolve("user.pub")));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    process =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(this::answers);
  }

  public static void key(Path file) throws IOException {
    GitRig.run(Path.of("/"), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends all that goes on; whoever comes anew is let in. */
  public void cut() {
    process.descendants().forEach(ProcessHandle::destroy);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
