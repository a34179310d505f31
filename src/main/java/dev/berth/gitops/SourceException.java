package dev.berth.gitops;

/** A source that cannot be read as a whole. */
final class SourceException extends Exception {
  private static final long serialVersionUID = 1;

  static final String FOLDER_MISSING = "FolderMissing";
  static final String PATH_NOT_FOUND = "PathNotFound";
  static final String NOT_QUIET = "NotQuiet";
  static final String UNREADABLE = "Unreadable";
  static final String REF_NOT_FOUND = "RefNotFound";
  static final String UNREACHABLE = "RepositoryUnreachable";
  static final String REPOSITORY_NOT_FOUND = "RepositoryNotFound";
  static final String AUTHENTICATION_FAILED = "AuthenticationFailed";
  static final String HOST_KEY_CHANGED = "HostKeyChanged";

  private final String reason;
  private final boolean lasting;

  /**
   * What went wrong.
   *
   * @param reason one CamelCase word
   * @param lasting whether somebody has to change something
   */
  SourceException(String reason, boolean lasting, String message) {
    super(message);
    this.reason = reason;
    this.lasting = lasting;
  }

  String reason() {
    return reason;
  }

  boolean isLasting() {
    return lasting;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
