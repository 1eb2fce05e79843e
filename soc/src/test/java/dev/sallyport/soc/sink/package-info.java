/** Tests. */
@NullMarked
package dev.sallyport.soc.sink;

import org.jspecify.annotations.NullMarked;
