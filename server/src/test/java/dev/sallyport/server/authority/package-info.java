/** Tests of the install's certificate authority. */
@NullMarked
package dev.sallyport.server.authority;

import org.jspecify.annotations.NullMarked;
