/** Tests of the package of the same name. */
@NullMarked
package dev.sallyport.server.wiring;

import org.jspecify.annotations.NullMarked;
