package dev.berth.acme;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whom certificates are asked of, and how.
 *
 * @param directory of the server
 * @param contact address of mail that it may write to
 * @param isAgreed whether the operator agrees to the server's terms; nothing is asked before
 * @param trust file with certificates that are good for the server itself, PEM, beside the
 *     platform's
 * @param pause after a first failure; doubled after each further one
 */
public record AcmeSettings(
    URI directory,
    Optional<String> contact,
    boolean isAgreed,
    Optional<Path> trust,
    Duration pause) {}
