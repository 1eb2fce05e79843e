/** Tests of {@code dev.sallyport.soc.rehearsal}. */
@NullMarked
package dev.sallyport.soc.rehearsal;

import org.jspecify.annotations.NullMarked;
