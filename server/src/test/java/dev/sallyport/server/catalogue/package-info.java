/** The catalogue files of this build, and what a file must be. */
@NullMarked
package dev.sallyport.server.catalogue;

import org.jspecify.annotations.NullMarked;
