/**
 * Certificates by ACME (RFC 8555), for the names at the front door: an account, orders, and a
 * worker that asks for each certificate in time. The only place that knows acme4j.
 */
@org.jspecify.annotations.NullMarked
package dev.berth.acme;
