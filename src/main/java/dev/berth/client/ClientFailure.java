package dev.berth.client;

import java.util.List;

/** Why a call ends here: a line, what belongs to it, and an exit status. */
public final class ClientFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient List<String> details;

  public ClientFailure(int status, String line, List<String> details) {
    super(line);
    this.status = status;
    this.details = List.copyOf(details);
  }

  public ClientFailure(int status, String line) {
    this(status, line, List.of());
  }

  public static ClientFailure failed(String line) {
    return new ClientFailure(ExitStatus.FAILED, line);
  }

  public int status() {
    return status;
  }

  /** A line each, such as the violations. */
  public List<String> details() {
    return details;
  }
}
