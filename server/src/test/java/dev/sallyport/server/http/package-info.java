/** Tests of the package of the same name. */
@NullMarked
package dev.sallyport.server.http;

import org.jspecify.annotations.NullMarked;
