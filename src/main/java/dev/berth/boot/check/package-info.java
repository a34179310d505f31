/** What is looked at before anything is opened: the home, the database, where Berth runs. */
@NullMarked
package dev.berth.boot.check;

import org.jspecify.annotations.NullMarked;
