package dev.berth.lead;

import dev.berth.port.Lead;

/** Who acts by the lead; told one thing after the other. */
public interface LeadAudience {
  /** Until it returns this Berth answers nobody as the leader. */
  void won(Lead.Won how) throws InterruptedException;

  void lost();
}
