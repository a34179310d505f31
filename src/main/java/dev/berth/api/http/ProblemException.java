package dev.berth.api.http;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ProblemDetails problemDetails;

  public ProblemException(ProblemDetails problemDetails) {
    super(problemDetails.detail(), null, false, false);
    this.problemDetails = problemDetails;
  }

  public static ProblemException of(int code, String title, String detail) {
    return new ProblemException(ProblemDetails.of(code, title, detail));
  }

  public static ProblemException notFound(String name) {
    return of(404, "Not Found", "there is no `" + name + "`; a GET one level up lists all");
  }

  public ProblemDetails problem() {
    return problemDetails;
  }
}
