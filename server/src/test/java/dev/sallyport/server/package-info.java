/** Tests of the server: what its parts do, and what the whole does over real HTTP on loopback. */
@NullMarked
package dev.sallyport.server;

import org.jspecify.annotations.NullMarked;
