/**
 * What requests and answers of the REST door have in common: bodies, queries, problems, receipts
 * (RFC 9110, RFC 9457).
 */
@NullMarked
package dev.berth.api.http;

import org.jspecify.annotations.NullMarked;
