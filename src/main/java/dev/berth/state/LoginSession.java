package dev.berth.state;

import java.time.Instant;

/**
 * A browser that has signed in with a token.
 *
 * @param id SHA-256 of what its cookie holds
 * @param token SHA-256 of the token: when no token has it any more, the session is over
 */
public record LoginSession(String id, String token, Instant expiresAt) {}
