/** What a rule sees of an event: its place in the record, its time, its source, and its fields as plain values. */
@NullMarked
package dev.sallyport.sigma.event;

import org.jspecify.annotations.NullMarked;
