/** Tests of the package of the same name. */
@NullMarked
package dev.sallyport.server.api;

import org.jspecify.annotations.NullMarked;
