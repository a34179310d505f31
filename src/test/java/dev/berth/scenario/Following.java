package dev.berth.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A client that follows a stream over a connection of its own, and may go at any moment. */
final class Following implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final BufferedReader lines;

  private Following(Socket socket) throws IOException {
    this.socket = socket;
    this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  static Following of(String path, String token, String... headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    String head =
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n";
    String more = String.join("\r\n", headers);
    socket
        .getOutputStream()
        .write((head + more + (more.isEmpty() ? "\r\n" : "\r\n\r\n")).getBytes(UTF_8));
    return new Following(socket);
  }

  /** Status and headers, once they are there. */
  List<String> head() throws IOException {
    List<String> head = new ArrayList<>();
    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
      head.add(line);
    }
    return head;
  }

  /** What comes up to a line that holds some words, sizes of chunks and their ends too. */
  List<String> until(String words) throws IOException {
    List<String> read = new ArrayList<>();
    String line;
    do {
      line = lines.readLine();
      if (line == null) {
        throw new IOException("the stream ended: " + read);
      }
      read.add(line);
    } while (!line.contains(words));
    return read;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
