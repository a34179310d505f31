package dev.berth.intake.resource;

import dev.berth.intake.receipt.Precondition;
import dev.berth.intake.receipt.Receipt;
import dev.berth.spec.validation.ResourceDraft;
import dev.berth.state.Resource;
import dev.berth.state.ResourceStore;
import dev.berth.state.secret.TokenValue;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Who may knock: makes, shows and forgets tokens. Only hashes of them are kept. */
public final class Tokens {
  private final ResourceIntake resourceIntake;
  private final InstantSource clock;
  private final Runnable changed;
  private final SecureRandom random = new SecureRandom();

  /** {@code changed} is called after each change, before its maker hears of it. */
  public Tokens(ResourceStore state, InstantSource clock, Runnable changed) {
    this.resourceIntake = new ResourceIntake(state, List.of(), clock);
    this.clock = clock;
    this.changed = changed;
  }

  /**
   * What became of a writing.
   *
   * @param value the token's own text, only where this writing made it
   */
  public record Issued(Receipt<Resource> receipt, Optional<String> value) {}

  /**
   * Stores a token; a new one gets a value.
   *
   * @param renews whether one that is there gets a new value, too; the old one is good no more
   */
  public Issued put(ResourceDraft draft, Precondition precondition, boolean renews) {
    TokenIssue issue = issue(renews);
    Receipt<Resource> receipt = resourceIntake.put(issue, draft, precondition);
    return receipt instanceof Receipt.Accepted<Resource> accepted
        ? new Issued(receipt, issue.value(accepted.desired()))
        : new Issued(receipt, Optional.empty());
  }

  /** Says what {@link #put} would store. */
  public Issued dryRun(ResourceDraft draft, Precondition precondition, boolean renews) {
    return new Issued(resourceIntake.dryRun(issue(renews), draft, precondition), Optional.empty());
  }

  public Receipt<Resource> remove(String name, Precondition precondition) {
    return resourceIntake.remove(issue(false), name, precondition);
  }

  /** Says what {@link #remove} would answer; the token goes on opening doors. */
  public Receipt<Resource> dryRunRemoval(String name, Precondition precondition) {
    return resourceIntake.dryRunRemoval(issue(false), name, precondition);
  }

  public Optional<Resource> find(String name) {
    return resourceIntake.find(issue(false), name);
  }

  /** All, in name order. */
  public List<Resource> all() {
    return resourceIntake.all(issue(false));
  }

  /** How tokens are shown. */
  public ResourceKind kind() {
    return issue(false);
  }

  private TokenIssue issue(boolean renews) {
    byte[] bytes = new byte[TokenValue.BYTES];
    random.nextBytes(bytes);
    return new TokenIssue(TokenValue.of(bytes), renews, clock.instant(), changed);
  }
}
