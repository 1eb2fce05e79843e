/** The client and the guard, before a gateway that does as it is told. */
@NullMarked
package dev.sallyport.sdk;

import org.jspecify.annotations.NullMarked;
