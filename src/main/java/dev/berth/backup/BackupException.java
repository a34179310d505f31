package dev.berth.backup;

/** Why a backup cannot be made or used, in one line, with the way out. */
public final class BackupException extends Exception {
  private static final long serialVersionUID = 1;

  BackupException(String message) {
    super(message);
  }
}
