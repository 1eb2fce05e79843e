/** Tests. */
@NullMarked
package dev.sallyport.soc.notice;

import org.jspecify.annotations.NullMarked;
