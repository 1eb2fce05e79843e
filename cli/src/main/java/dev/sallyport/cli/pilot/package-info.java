/** The verbs of a pilot, over the records in the data directory's folder {@code pilot}. */
@NullMarked
package dev.sallyport.cli.pilot;

import org.jspecify.annotations.NullMarked;
