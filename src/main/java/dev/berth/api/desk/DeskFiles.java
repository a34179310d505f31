package dev.berth.api.desk;

import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * The page's files, read from the class path when somebody asks for the first. Each is served below
 * a folder that bears a digest of them all: a browser may keep one for ever, and never mixes those
 * of two versions of Berth.
 */
@ApplicationScoped
class DeskFiles {
  private static final String OWN = "desk/";

  /**
   * As the jar of {@code org.mvnpm:lit-html} has it; another version in the pom is another folder.
   */
  private static final String LIT = "META-INF/resources/_static/lit-html/3.3.2/";

  private static final String LIT_FOLDER = "lit-html/";

  private static final List<String> NAMES =
      List.of(
          "boot.js",
          "desk.css",
          "icon.svg",
          "main.js",
          "act.js",
          "api.js",
          "parts.js",
          "store.js",
          "text.js",
          "window.js",
          "view/activity.js",
          "view/app.js",
          "view/apps.js",
          "view/console.js",
          "view/drift.js",
          "view/edit.js",
          "view/events.js",
          "view/images.js",
          "view/jump.js",
          "view/keys.js",
          "view/logs.js",
          "view/notices.js",
          "view/revisions.js",
          "view/sign-in.js",
          "view/sources.js",
          "view/system.js",
          "view/topology.js",
          "view/usage.js",
          LIT_FOLDER + "lit-html.js",
          LIT_FOLDER + "directive.js",
          LIT_FOLDER + "directive-helpers.js",
          LIT_FOLDER + "directives/repeat.js");

  private final Map<String, DeskFile> files = new LinkedHashMap<>();
  private final String build;
  private final DeskFile page;

  /**
   * One of them.
   *
   * @param zipped the same as gzip
   */
  record DeskFile(String type, Buffer bytes, Buffer zipped) {
    static DeskFile of(String type, byte[] bytes) {
      return new DeskFile(type + ";charset=UTF-8", Buffer.buffer(bytes), Buffer.buffer(zip(bytes)));
    }
  }

  DeskFiles() {
    MessageDigest digest = sha256();
    byte[] html = read(OWN + "index.html");
    digest.update(html);
    for (String name : NAMES) {
      byte[] bytes = read(resource(name));
      digest.update(bytes);
      files.put(name, DeskFile.of(type(name), bytes));
    }
    build = HexFormat.of().formatHex(digest.digest(), 0, 8);
    String text = new String(html, StandardCharsets.UTF_8).replace("{build}", build);
    page = DeskFile.of("text/html", text.getBytes(StandardCharsets.UTF_8));
  }

  /** The names under which files are served. */
  static List<String> names() {
    return NAMES;
  }

  /** The folder of this version. */
  String build() {
    return build;
  }

  /** The one document that all paths of the page show. */
  DeskFile page() {
    return page;
  }

  Optional<DeskFile> file(String folder, String name) {
    return folder.equals(build) ? Optional.ofNullable(files.get(name)) : Optional.empty();
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "js" -> "text/javascript";
      case "css" -> "text/css";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException(name + " is of no known type");
    };
  }

  private static String resource(String name) {
    return name.startsWith(LIT_FOLDER) ? LIT + name.substring(LIT_FOLDER.length()) : OWN + name;
  }

  private static byte[] read(String resource) {
    ClassLoader loader = DeskFiles.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
