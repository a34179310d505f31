package dev.berth.engine.docker;

import dev.berth.ssh.SshTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/** Sessions with one machine, as many as its commands need; with Berth's own keys alone. */
final class SshSessions implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** After three of them without an answer the other machine is gone. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private static final int MISSED = 3;

  /** OpenSSH lets one session have ten ({@code MaxSessions}). */
  private static final int COMMANDS = 8;

  private final SshTarget target;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Lane> lanes = new ArrayList<>();
  private Optional<SshClient> client = Optional.empty();
  private boolean isClosed;

  SshSessions(SshTarget target) {
    this.target = target;
  }

  /** A session, and how many commands run over it. */
  static final class Lane {
    private final ClientSession session;
    private int commands;

    Lane(ClientSession session) {
      this.session = session;
    }
  }

  /** A command that runs; whoever has it closes it. */
  final class Dialled implements AutoCloseable {
    private final Lane lane;
    private final ChannelExec channel;

    Dialled(Lane lane, ChannelExec channel) {
      this.lane = lane;
      this.channel = channel;
    }

    ChannelExec channel() {
      return channel;
    }

    @Override
    public void close() throws IOException {
      channel.close();
      leave(lane);
    }
  }

  /** Runs a command over there. */
  Dialled dial(String command) throws IOException {
    Lane lane = enter();
    try {
      ChannelExec channel = lane.session.createExecChannel(command);
      channel.open().verify(PATIENCE);
      return new Dialled(lane, channel);
    } catch (IOException | RuntimeException e) {
      leave(lane);
      throw e;
    }
  }

  private Lane enter() throws IOException {
    lock.lock();
    try {
      if (isClosed) {
        throw new IOException("it was closed");
      }
      lanes.removeIf(lane -> !lane.session.isOpen());
      Optional<Lane> free = lanes.stream().filter(lane -> lane.commands < COMMANDS).findFirst();
      Lane lane = free.isPresent() ? free.get() : new Lane(connect());
      lane.commands++;
      if (free.isEmpty()) {
        lanes.add(lane);
      }
      return lane;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Lane lane) {
    lock.lock();
    try {
      lane.commands--;
    } finally {
      lock.unlock();
    }
  }

  private ClientSession connect() throws IOException {
    if (client.isEmpty()) {
      client = Optional.of(start());
    }
    ClientSession session =
        client
            .get()
            .connect(target.user(), target.host(), target.port())
            .verify(PATIENCE)
            .getSession();
    try {
      session.auth().verify(PATIENCE);
      return session;
    } catch (IOException | RuntimeException e) {
      session.close(true);
      throw e;
    }
  }

  private SshClient start() {
    SshClient made = SshClient.setUpDefaultClient();
    made.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    made.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(target.keys()));
    made.setUserAuthFactoriesNames("publickey");
    made.setServerKeyVerifier(
        (session, remote, key) -> target.hosts().accepts(target.address(), key));
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(made, HEARTBEAT);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(made, MISSED);
    made.start();
    return made;
  }

  /** What a failure means to who has declared the engine. */
  static String advice(IOException e) {
    String said = String.valueOf(e.getMessage());
    if (said.contains("Server key did not validate")) {
      return "the host shows another key than the known one; if that is right, mend knownHosts";
    }
    if (said.contains("No more authentication methods")) {
      return "no key is taken; put the public one into authorized_keys there";
    }
    return said;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      client.ifPresent(SshClient::stop);
      lanes.clear();
    } finally {
      lock.unlock();
    }
  }
}
