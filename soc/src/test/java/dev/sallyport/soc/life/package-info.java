/** Tests of {@code dev.sallyport.soc.life}. */
@NullMarked
package dev.sallyport.soc.life;

import org.jspecify.annotations.NullMarked;
