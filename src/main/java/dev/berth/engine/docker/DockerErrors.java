package dev.berth.engine.docker;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.UnauthorizedException;
import dev.berth.engine.EngineException;
import dev.berth.engine.EngineException.Kind;
import dev.berth.json.JsonTree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides, once, what an engine's failure means. */
final class DockerErrors {
  private static final List<String> PORT_TAKEN =
      List.of("port is already allocated", "address already in use");

  /** The engine's default address pools are used up: the words up to version 26, and since. */
  private static final List<String> NO_ADDRESSES =
      List.of(
          "non-overlapping ipv4 address pool among the defaults",
          "predefined address pools have been fully subnetted");

  /** What managers of a Swarm say, with status 500, where others say 409. */
  private static final List<String> SWARM_CONFLICTS =
      List.of("update out of sequence", "name conflicts with", "is in use by", "already exists");

  private static final List<String> NO_IMAGE =
      List.of(
          "manifest unknown",
          "manifest for",
          "pull access denied",
          "repository does not exist",
          "not found: ",
          "no such image");
  private static final List<String> NO_LOGIN =
      List.of(
          "unauthorized",
          "incorrect username",
          "no basic auth credentials",
          "authentication required");
  private static final List<String> NO_REGISTRY =
      List.of(
          "no such host",
          "i/o timeout",
          "connection refused",
          "server misbehaving",
          "tls",
          "x509",
          "connection reset",
          "broken pipe",
          "request canceled",
          "network is unreachable",
          "http response to https client",
          "eof");

  /** Status codes as the engine spells them, and the word that registries have for the first. */
  private static final Pattern BUSY =
      Pattern.compile(
          "toomanyrequests|too many requests|(?:status(?: code)?:?|http) (?:429|5\\d\\d)\\b"
              + "|bad gateway|service unavailable|gateway time-?out|internal server error",
          Pattern.CASE_INSENSITIVE);

  private DockerErrors() {}

  /** The failure of a call, in one line: what was tried, and what the engine said. */
  static EngineException of(String what, @Nullable Throwable cause) {
    if (cause instanceof EngineException known) {
      return known;
    }
    String said = said(cause);
    Optional<EngineException> full =
        cause instanceof DockerException ? EngineDisk.full(what, said) : Optional.empty();
    return full.orElseGet(() -> new EngineException(kind(cause, said), what + ": " + said, cause));
  }

  private static Kind kind(@Nullable Throwable cause, String said) {
    return switch (cause) {
      case DockerException e when mentions(said, NO_ADDRESSES) -> Kind.NO_ADDRESSES;
      case NotFoundException e -> Kind.NOT_FOUND;
      case ConflictException e -> Kind.CONFLICT;
      case BadRequestException e -> Kind.INVALID;
      case UnauthorizedException e -> Kind.UNAUTHORIZED;
      case DockerException e when mentions(said, PORT_TAKEN) -> Kind.PORT_IN_USE;
      case DockerException e when said.contains("active endpoints") -> Kind.CONFLICT;
      case DockerException e when mentions(said, SWARM_CONFLICTS) -> Kind.CONFLICT;
      case DockerException e when said.contains("code = InvalidArgument") -> Kind.INVALID;
      case DockerException e -> Kind.ENGINE_ERROR;
      case null, default -> Kind.UNREACHABLE;
    };
  }

  /** The failure of a pull, of which the engine tells only words. */
  static EngineException ofPull(String reference, String said) {
    return ofTransfer("pull", reference, said);
  }

  /** The failure of a push; likewise. */
  static EngineException ofPush(String reference, String said) {
    return ofTransfer("push", reference, said);
  }

  private static EngineException ofTransfer(String verb, String reference, String said) {
    Optional<EngineException> full = EngineDisk.full(verb + " of " + reference, oneLine(said));
    if (full.isPresent()) {
      return full.get();
    }
    Kind kind = verb.equals("push") ? pushKind(said) : transferKind(said);
    return new EngineException(
        kind,
        verb
            + " of "
            + reference
            + (verb.equals("pull") ? " from " : " to ")
            + ImageName.of(reference).registry()
            + ": "
            + oneLine(said)
            + "; "
            + advice(
                kind, verb, ImageName.of(reference).registry(), said.toLowerCase(Locale.ROOT)));
  }

  /** Wrong credentials may come with any status. */
  static EngineException ofLogin(String registry, String said) {
    Kind kind = transferKind(said);
    if (kind == Kind.IMAGE_NOT_FOUND || kind == Kind.ENGINE_ERROR) {
      kind = Kind.REGISTRY_UNAVAILABLE;
    }
    return new EngineException(kind, "login to " + registry + ": " + oneLine(said));
  }

  /** What a registry has not is no obstacle to a push: it is no registry, or not of that name. */
  private static Kind pushKind(String said) {
    Kind kind = transferKind(said);
    boolean isHere = !said.toLowerCase(Locale.ROOT).contains("does not exist locally");
    return kind == Kind.IMAGE_NOT_FOUND && isHere ? Kind.REGISTRY_UNAVAILABLE : kind;
  }

  private static Kind transferKind(String said) {
    if (BUSY.matcher(said).find()) {
      return Kind.REGISTRY_BUSY;
    }
    if (mentions(said, NO_REGISTRY)) {
      return Kind.REGISTRY_UNAVAILABLE;
    }
    if (mentions(said, NO_LOGIN)) {
      return Kind.UNAUTHORIZED;
    }
    if (mentions(said, NO_IMAGE) || mentions(said, List.of("not found"))) {
      return Kind.IMAGE_NOT_FOUND;
    }
    return mentions(said, List.of("denied")) ? Kind.UNAUTHORIZED : Kind.ENGINE_ERROR;
  }

  private static String advice(Kind kind, String verb, String registry, String said) {
    return switch (kind) {
      case REGISTRY_BUSY -> "the registry is too busy, or fails: it is tried again";
      case REGISTRY_UNAVAILABLE ->
          trust(registry, said)
              .orElse(
                  verb.equals("pull")
                      ? "the registry cannot be reached; or load the image with docker load"
                      : "the registry cannot be reached, or has no such place: check the name");
      case UNAUTHORIZED ->
          "the registry refuses these credentials: log in with PUT /v1/registries/" + registry;
      default ->
          verb.equals("pull")
              ? "check name and tag, or load the image with docker load"
              : "check the name";
    };
  }

  /** It is the engine that has to be told. */
  private static Optional<String> trust(String registry, String said) {
    if (said.contains("http response to https client")) {
      return Optional.of(
          "the engine wants TLS: give the registry a certificate, or name it under"
              + " insecure-registries in the engine's daemon.json");
    }
    return said.contains("x509")
        ? Optional.of(
            "the engine does not trust its certificate: put the one that signed it at"
                + " /etc/docker/certs.d/"
                + registry
                + "/ca.crt on the engine's machine")
        : Optional.empty();
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
    Optional<String> message = message(text);
    if (message.isPresent()) {
      return oneLine(message.get());
    }
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return oneLine(root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage());
  }

  /** Of the answer that stands somewhere in the text of the client. */
  private static Optional<String> message(String text) {
    for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
      Optional<String> found =
          JsonTree.read(text.substring(at)).flatMap(tree -> JsonTree.text(tree, "message"));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
