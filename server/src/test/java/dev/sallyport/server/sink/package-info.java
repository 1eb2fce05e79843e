/** Tests. */
@NullMarked
package dev.sallyport.server.sink;

import org.jspecify.annotations.NullMarked;
