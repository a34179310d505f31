package dev.berth.spec.validation;

/**
 * One thing wrong with what a user wrote.
 *
 * @param path where, in the user's own terms: {@code services.web.ports[0]}; empty for the document
 * @param message what is wrong and what would be right
 */
public record Violation(String path, String message) {}
