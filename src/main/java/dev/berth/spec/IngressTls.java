package dev.berth.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * How the front door speaks TLS for an app.
 *
 * @param secret that holds certificate, chain and key, PEM
 * @param redirect whether who comes without TLS is sent to the address with it
 * @param hsts for how long browsers are to come with TLS only ({@code Strict-Transport-Security})
 */
public record IngressTls(String secret, boolean redirect, Optional<Duration> hsts) {}
