/** What a terminal is shown: tables, colours, ages, plans, differences. */
@NullMarked
package dev.berth.client.text;

import org.jspecify.annotations.NullMarked;
