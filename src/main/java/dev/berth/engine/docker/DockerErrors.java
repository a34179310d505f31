package dev.berth.engine.docker;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.UnauthorizedException;
import dev.berth.engine.EngineException;
import dev.berth.engine.EngineException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides, once, what an engine's failure means. */
final class DockerErrors {
  private static final Pattern JSON_MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final List<String> PORT_TAKEN =
      List.of("port is already allocated", "address already in use");
  private static final List<String> NO_IMAGE =
      List.of(
          "manifest unknown",
          "manifest for",
          "pull access denied",
          "repository does not exist",
          "not found: ",
          "no such image");
  private static final List<String> NO_REGISTRY =
      List.of(
          "no such host",
          "i/o timeout",
          "connection refused",
          "server misbehaving",
          "tls",
          "x509",
          "toomanyrequests",
          "request canceled",
          "network is unreachable",
          "bad gateway",
          "service unavailable",
          "eof");

  private DockerErrors() {}

  /** The failure of a call, in one line: what was tried, and what the engine said. */
  static EngineException of(String what, @Nullable Throwable cause) {
    if (cause instanceof EngineException known) {
      return known;
    }
    String said = said(cause);
    return new EngineException(kind(cause, said), what + ": " + said, cause);
  }

  private static Kind kind(@Nullable Throwable cause, String said) {
    return switch (cause) {
      case NotFoundException e -> Kind.NOT_FOUND;
      case ConflictException e -> Kind.CONFLICT;
      case BadRequestException e -> Kind.INVALID;
      case UnauthorizedException e -> Kind.UNAUTHORIZED;
      case DockerException e when mentions(said, PORT_TAKEN) -> Kind.PORT_IN_USE;
      case DockerException e when said.contains("active endpoints") -> Kind.CONFLICT;
      case DockerException e -> Kind.ENGINE_ERROR;
      case null, default -> Kind.UNREACHABLE;
    };
  }

  /** The failure of a pull, of which the engine tells only words. */
  static EngineException ofPull(String reference, String said) {
    Kind kind = Kind.ENGINE_ERROR;
    if (mentions(said, NO_REGISTRY)) {
      kind = Kind.REGISTRY_UNAVAILABLE;
    } else if (mentions(said, NO_IMAGE) || mentions(said, List.of("not found"))) {
      kind = Kind.IMAGE_NOT_FOUND;
    } else if (mentions(said, List.of("unauthorized", "incorrect username", "denied"))) {
      kind = Kind.UNAUTHORIZED;
    }
    return new EngineException(
        kind, "pull of " + reference + ": " + oneLine(said) + "; " + advice(kind));
  }

  private static String advice(Kind kind) {
    return switch (kind) {
      case REGISTRY_UNAVAILABLE ->
          "the registry cannot be reached: check the network, or load the image with docker load";
      case UNAUTHORIZED -> "the registry wants a login";
      default -> "check name and tag, or load the image with docker load";
    };
  }

  private static boolean mentions(String said, List<String> words) {
    String lower = said.toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(lower::contains);
  }

  /** What the engine itself said, without the wrappings of the client. */
  static String said(@Nullable Throwable cause) {
    if (cause == null) {
      return "failed without a reason";
    }
    String text = String.valueOf(cause.getMessage());
    Matcher json = JSON_MESSAGE.matcher(text);
    if (json.find()) {
      return oneLine(json.group(1).replace("\\\"", "\"").replace("\\n", " "));
    }
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return oneLine(root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage());
  }

  static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
