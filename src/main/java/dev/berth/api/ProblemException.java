package dev.berth.api;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  static ProblemException of(int code, String title, String detail) {
    return new ProblemException(Problem.of(code, title, detail));
  }

  static ProblemException notFound(String name) {
    return of(404, "Not Found", "there is no `" + name + "`; a GET one level up lists all");
  }

  Problem problem() {
    return problem;
  }
}
