/**
 * What is said when a history does not hold: an event, a count, a line in the log, and a page to whoever is on call.
 */
@NullMarked
package dev.sallyport.server.alarm;

import org.jspecify.annotations.NullMarked;
