/** Tests of the Cedar engine. */
@NullMarked
package dev.sallyport.cedar;

import org.jspecify.annotations.NullMarked;
