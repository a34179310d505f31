/** What both doors need of commands in containers: channels over a WebSocket, and their end. */
@NullMarked
package dev.berth.http.exec;

import org.jspecify.annotations.NullMarked;
