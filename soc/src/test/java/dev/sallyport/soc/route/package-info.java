/** Tests. */
@NullMarked
package dev.sallyport.soc.route;

import org.jspecify.annotations.NullMarked;
