/** Tests of the package of the same name. */
@NullMarked
package dev.sallyport.server.config;

import org.jspecify.annotations.NullMarked;
