/** Asking again: a door whose clients can't wait for people refuses, and lets the very same bytes pass once people agreed. */
@NullMarked
package dev.sallyport.connect.retry;

import org.jspecify.annotations.NullMarked;
