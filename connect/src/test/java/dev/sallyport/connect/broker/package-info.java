/** Tests of the token broker. */
@NullMarked
package dev.sallyport.connect.broker;

import org.jspecify.annotations.NullMarked;
