package dev.berth.gitops;

import dev.berth.port.EventLog;
import dev.berth.state.ResourceStore;
import dev.berth.state.SourceInventory;
import dev.berth.state.secret.Secrets;
import dev.berth.state.secret.Vault;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;

/**
 * What syncing needs of the rest of the house.
 *
 * @param home folder for what repositories leave on disk
 * @param roots where folders may lie
 * @param threads one for each task
 */
public record SourceDeps(
    ResourceStore state,
    SourceInventory ledger,
    IntakeFactory doors,
    Vault vault,
    Secrets secrets,
    EventLog history,
    Path home,
    SourceRoots roots,
    InstantSource clock,
    ExecutorService threads,
    SplittableRandom chance,
    SyncMeter meter) {}
