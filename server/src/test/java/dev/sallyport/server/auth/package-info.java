/** Tests of who may do what. */
@NullMarked
package dev.sallyport.server.auth;

import org.jspecify.annotations.NullMarked;
