/** The described tools: {@code catalogue/*.yaml} of this build, and of an operator's folder. */
@NullMarked
package dev.sallyport.server.catalogue;

import org.jspecify.annotations.NullMarked;
