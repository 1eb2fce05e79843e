/**
 * People who are signed in: {@link dev.sallyport.server.signin.SignedIn}, one browser of one person;
 * {@link dev.sallyport.server.signin.Sessions}, all of them; {@link dev.sallyport.server.signin.Visiting}, what is told of who came.
 */
@NullMarked
package dev.sallyport.server.signin;

import org.jspecify.annotations.NullMarked;
