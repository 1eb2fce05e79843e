/** Tests. */
@NullMarked
package dev.sallyport.store.crash;

import org.jspecify.annotations.NullMarked;
