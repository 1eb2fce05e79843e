/** The described tools and servers, and what is refused as a description. */
@NullMarked
package dev.sallyport.server.catalogue;

import org.jspecify.annotations.NullMarked;
