/** What the second plane sees: one event per receipt, derived from the receipt alone, and the few that have no receipt. */
@NullMarked
package dev.sallyport.soc.event;

import org.jspecify.annotations.NullMarked;
