/** Tests. */
@NullMarked
package dev.sallyport.store.gate;

import org.jspecify.annotations.NullMarked;
