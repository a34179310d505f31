package dev.berth.gitops;

import dev.berth.spec.BoundHost;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/**
 * Connections of a client that has credentials: to their server only, for a redirect takes them
 * along.
 */
record BoundConnections(BoundHost server, HttpConnectionFactory plain)
    implements HttpConnectionFactory {
  @Override
  public HttpConnection create(URL url) throws IOException {
    return plain.create(bound(url));
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return plain.create(bound(url), proxy);
  }

  private URL bound(URL url) throws IOException {
    if (server.accepts(url.toString())) {
      return url;
    }
    throw new IOException(
        server
            + " leads to "
            + BoundHost.of(url.toString()).map(Object::toString).orElse("another place")
            + ", which its credentials are not for; name that server as the source's url");
  }
}
