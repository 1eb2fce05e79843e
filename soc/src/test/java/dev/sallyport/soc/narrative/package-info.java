/** What a model may be shown, and what of its words may be kept. */
@NullMarked
package dev.sallyport.soc.narrative;

import org.jspecify.annotations.NullMarked;
