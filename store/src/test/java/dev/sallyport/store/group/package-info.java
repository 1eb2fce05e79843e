/** Tests of the way from many callers to one writer. */
@NullMarked
package dev.sallyport.store.group;

import org.jspecify.annotations.NullMarked;
