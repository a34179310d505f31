package dev.berth.state;

import java.util.List;
import java.util.Optional;

/** The port to the memory of who did what. Nothing in it is changed; the oldest goes. */
public interface AuditTrail {

  /** Remembers an entry, and with which digest it ends the file that it stands in as well. */
  void append(AuditEntry entry, String file, String digest);

  /** With which digest a file ended when it was written last, if it ever was. */
  Optional<String> end(String file);

  /** The last entries, newest first. */
  List<AuditEntry> latest(int limit);
}
