/** Sending notices: a worker for each target, and the forms that targets understand. */
@NullMarked
package dev.berth.notice.send;

import org.jspecify.annotations.NullMarked;
