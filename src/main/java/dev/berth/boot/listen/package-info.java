/** Where Berth may be reached, and how: addresses, TLS, the socket. */
@NullMarked
package dev.berth.boot.listen;

import org.jspecify.annotations.NullMarked;
