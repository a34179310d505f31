package dev.berth.engine.docker;

import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.transport.SSLConfig;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the engine for one command, whose two directions end apart. docker-java's own
 * cannot say that the input has ended (3.7.1, seen on Engine 20.10).
 */
final class EngineSocket implements Closeable {
  private static final int CONNECT_MILLIS = 10_000;

  /** docker-java's context offers 1.2 alone, whose directions may end together only. */
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  private static final List<String> SUITES =
      List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");

  private final InputStream in;
  private final OutputStream out;
  private final Closeable outputEnd;
  private final Closeable connection;

  private EngineSocket(
      InputStream in, OutputStream out, Closeable outputEnd, Closeable connection) {
    this.in = in;
    this.out = out;
    this.outputEnd = outputEnd;
    this.connection = connection;
  }

  static EngineSocket open(DockerClientConfig config) throws IOException {
    URI host = config.getDockerHost();
    return switch (host.getScheme()) {
      case "unix" -> local(host.getPath());
      case "tcp" -> remote(host, config.getSSLConfig());
      default ->
          throw new IOException("no way to run commands over " + host + "; use unix:// or tcp://");
    };
  }

  private static EngineSocket local(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      boolean unused = channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new EngineSocket(
        Channels.newInputStream(channel),
        Channels.newOutputStream(channel),
        () -> channel.shutdownOutput(),
        channel);
  }

  private static EngineSocket remote(URI host, @Nullable SSLConfig tls) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host.getHost(), host.getPort()), CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      @Nullable SSLContext context = tls == null ? null : tls.getSSLContext();
      return of(context == null ? socket : secured(socket, context, host));
    } catch (IOException e) {
      socket.close();
      throw e;
    } catch (GeneralSecurityException e) {
      socket.close();
      throw new IOException("no TLS to " + host, e);
    }
  }

  private static EngineSocket of(Socket socket) throws IOException {
    return new EngineSocket(
        socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, socket);
  }

  private static Socket secured(Socket socket, SSLContext context, URI host) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, host.getHost(), host.getPort(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
    parameters.setCipherSuites(
        Stream.concat(SUITES.stream(), Stream.of(parameters.getCipherSuites()))
            .distinct()
            .toArray(String[]::new));
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  /** Says that nothing more is sent; what the other side sends still comes. */
  void endOutput() throws IOException {
    outputEnd.close();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
