/** What both doors need of HTTP: streams to clients. */
@NullMarked
package dev.berth.http;

import org.jspecify.annotations.NullMarked;
