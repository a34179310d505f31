package dev.berth.http.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Lines of JSON, as Kubernetes has its watches. What is told before the first change has versions
 * in any order: there one can go on only behind the bookmark that ends it.
 */
final class LineFrames extends WatchFrames {
  private static final JsonFactory JSON = new JsonFactory();

  private static final byte[] BOOKMARK = start("BOOKMARK");
  private static final byte[] ERROR = start("ERROR");

  private final boolean bookmarks;
  private boolean isListed;
  private boolean isOver;

  /** With the bookmarks, or without. */
  LineFrames(OptionalLong after, boolean bookmarks) {
    super(after);
    this.bookmarks = bookmarks;
    this.isListed = after.isPresent();
  }

  private static byte[] start(String type) {
    return ("{\"type\":\"" + type + "\"").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  int end(Buffer bytes, int from) {
    for (int at = from; at < bytes.length(); at++) {
      if (bytes.getByte(at) == '\n') {
        return at + 1;
      }
    }
    return -1;
  }

  @Override
  boolean isShown(Buffer part) {
    return bookmarks || !begins(part, BOOKMARK);
  }

  @Override
  boolean isOver() {
    return isOver;
  }

  @Override
  OptionalLong number(Buffer part) {
    isOver = begins(part, ERROR);
    isListed |= begins(part, BOOKMARK);
    return isListed || isOver ? version(part) : OptionalLong.empty();
  }

  private static boolean begins(Buffer part, byte[] start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= part.length() || part.getByte(i) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** That of the object, or of the table that shows it. */
  private static OptionalLong version(Buffer part) {
    try (JsonParser parser = JSON.createParser(part.getBytes())) {
      if (enter(parser, "object") && enter(parser, "metadata") && find(parser, "resourceVersion")) {
        return OptionalLong.of(Long.parseLong(parser.getText()));
      }
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static boolean enter(JsonParser parser, String field) throws IOException {
    return (parser.currentToken() != null || parser.nextToken() == JsonToken.START_OBJECT)
        && find(parser, field)
        && parser.currentToken() == JsonToken.START_OBJECT;
  }

  /** At the value of a field of the object that the parser has entered. */
  private static boolean find(JsonParser parser, String field) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isIt = parser.currentName().equals(field);
      JsonToken value = parser.nextToken();
      if (isIt) {
        return value != null;
      }
      parser.skipChildren();
    }
    return false;
  }
}
