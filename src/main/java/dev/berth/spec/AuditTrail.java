package dev.berth.spec;

import java.util.List;

/** The port to the memory of who did what. Nothing in it is changed; the oldest goes. */
public interface AuditTrail {

  void append(AuditEntry entry);

  /** The last entries, newest first. */
  List<AuditEntry> latest(int limit);
}
