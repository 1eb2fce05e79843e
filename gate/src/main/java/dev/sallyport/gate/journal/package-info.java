/** The one port through which anything becomes durable: a commit is all or nothing, and one sync serves a group. */
@NullMarked
package dev.sallyport.gate.journal;

import org.jspecify.annotations.NullMarked;
