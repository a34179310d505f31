package dev.berth.boot.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;

/**
 * Plain HTTP on the port of TLS is answered with where to go, in place of a closed connection. The
 * answer is the whole of it: not a byte of the request reaches what speaks HTTP.
 */
@ApplicationScoped
class PlainHttpAdvice implements HttpServerOptionsCustomizer {
  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    options.setSslEngineOptions(new Options());
  }

  /** How Vert.x asks for a context of TLS. */
  static final class Options extends JdkSSLEngineOptions {
    @Override
    public SslContextFactory sslContextFactory() {
      return new DefaultSslContextFactory(SslProvider.JDK, false) {
        @Override
        public SslContext create() throws SSLException {
          return new Context(super.create());
        }
      };
    }

    @Override
    public JdkSSLEngineOptions copy() {
      return new Options();
    }
  }

  /** A context whose connections begin with {@link Handler}. */
  static final class Context extends SslContext {
    private final SslContext tls;

    Context(SslContext tls) {
      this.tls = tls;
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, boolean startTls, Executor executor) {
      return new Handler(newEngine(buffers), startTls, executor);
    }

    @Override
    protected SslHandler newHandler(
        ByteBufAllocator buffers, String host, int port, boolean startTls, Executor executor) {
      return new Handler(newEngine(buffers, host, port), startTls, executor);
    }

    @Override
    public boolean isClient() {
      return tls.isClient();
    }

    @Override
    public List<String> cipherSuites() {
      return tls.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation")
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
      return tls.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers) {
      return tls.newEngine(buffers);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers, String host, int port) {
      return tls.newEngine(buffers, host, port);
    }

    @Override
    public SSLSessionContext sessionContext() {
      return tls.sessionContext();
    }
  }

  /** TLS, where the first byte is not a letter; a record of TLS never begins with one. */
  static final class Handler extends SslHandler {
    private static final String DETAIL =
        "Berth speaks HTTPS on this port: use https:// in place of http:// (a certificate that"
            + " Berth made itself lies in BERTH_HOME/tls/berth.pem)";

    private static final String PROBLEM =
        "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"" + DETAIL + "\"}\n";

    private static final String ANSWER =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: "
            + PROBLEM.length()
            + "\r\nConnection: close\r\n\r\n"
            + PROBLEM;

    private boolean begun;
    private boolean plain;

    Handler(SSLEngine engine, boolean startTls, Executor executor) {
      super(engine, startTls, executor);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
        throws SSLException {
      if (!begun && in.isReadable()) {
        begun = true;
        plain = Character.isLetter(in.getByte(in.readerIndex()));
        if (plain) {
          answer(context);
        }
      }
      if (plain) {
        in.skipBytes(in.readableBytes());
      } else {
        super.decode(context, in, out);
      }
    }

    /**
     * Only our side ends: closed outright while the client still sends, it would lose the answer.
     * It hangs up then, or the limit of the handshake does.
     */
    private static void answer(ChannelHandlerContext context) {
      context
          .writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), ANSWER))
          .addListener(sent -> {
            var unused = ((DuplexChannel) context.channel()).shutdownOutput();
          });
    }
  }
}
