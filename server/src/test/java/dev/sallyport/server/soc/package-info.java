/** People's acts on incidents, and their receipts. */
@NullMarked
package dev.sallyport.server.soc;

import org.jspecify.annotations.NullMarked;
