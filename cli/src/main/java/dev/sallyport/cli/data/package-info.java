/** Work on a data directory itself: copies of its store, and looking into it while a gateway may have it open. */
@NullMarked
package dev.sallyport.cli.data;

import org.jspecify.annotations.NullMarked;
