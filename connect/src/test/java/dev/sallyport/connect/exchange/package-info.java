/** Tests of the token exchange. */
@NullMarked
package dev.sallyport.connect.exchange;

import org.jspecify.annotations.NullMarked;
