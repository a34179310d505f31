/**
 * What people are told of apps, pure: which statuses and events make a line ({@code NoticeLines}),
 * what becomes of lines until they are taken ({@code NoticeBook}), how they read ({@code
 * NoticeText}).
 */
@NullMarked
package dev.berth.notice;

import org.jspecify.annotations.NullMarked;
