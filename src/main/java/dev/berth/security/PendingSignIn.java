package dev.berth.security;

import java.time.Instant;

/**
 * A sign-in that has gone to the issuer and not come back.
 *
 * @param browser hash of the cookie of the browser that began it: no other may end it
 * @param nonce has to be in the token that comes back
 * @param verifier whose digest the issuer knows; the code is good with it alone
 * @param redirect where the browser comes back to
 * @param to the path of the page that somebody wanted
 */
record PendingSignIn(
    String browser, String nonce, String verifier, String redirect, String to, Instant until) {}
