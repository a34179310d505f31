package dev.berth.spec;

import java.time.Instant;

/** One applied spec of an app, as it was. */
public record Revision(long number, App declared, App app, String author, Instant appliedAt) {}
