/**
 * Pages on which people answer. Made on the server of text blocks and one escaping function, with one stylesheet and one script of
 * our own (passkeys need a script); nothing is loaded from elsewhere. {@link dev.sallyport.server.console.Console} has the routes.
 */
@NullMarked
package dev.sallyport.server.console;

import org.jspecify.annotations.NullMarked;
