package dev.berth.port;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which Berth acts, where several share a database. One that is alone on its file always does. */
public interface Lead {

  /** Whether several may share this database at all. */
  boolean isShared();

  /** Whether this one acts, and answers for all. */
  boolean isHere();

  /** Where the one that acts is asked: another, that was heard of lately and says where it is. */
  Optional<URI> elsewhere();

  /** Whether the database that decides it has fallen silent. */
  boolean isBlind();

  /** The number of this Berth's lead; 0 where it does not lead. */
  long epoch();

  /** How long this one may act without hearing from the database again, in milliseconds. */
  long leaseMillis();

  /** SHA-256 of the administrators' tokens of all Berths that share the database. */
  Set<String> adminHashes();

  Report report();

  /**
   * Who there is.
   *
   * @param leader the id of the one that acts, as far as is known
   */
  record Report(String self, Optional<String> leader, long epoch, List<Instance> instances) {}

  /** One Berth, when the database last heard of it. */
  record Instance(String id, String version, Optional<String> advertise, Instant beat) {}

  /**
   * This Berth has begun to act: what it remembers of the time before may have changed meanwhile.
   *
   * @param isFirst whether it does so for the first time since its start
   */
  record Won(long epoch, boolean isFirst) {}

  /** This Berth acts no more. */
  record Lost() {}
}
