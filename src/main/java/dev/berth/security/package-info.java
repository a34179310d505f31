/** Who may do what: tokens and roles. */
@NullMarked
package dev.berth.security;

import org.jspecify.annotations.NullMarked;
