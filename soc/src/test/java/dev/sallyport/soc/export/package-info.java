/** Tests. */
@NullMarked
package dev.sallyport.soc.export;

import org.jspecify.annotations.NullMarked;
