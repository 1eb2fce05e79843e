/**
 * Puts the gateway together, and the only place in the server where time, chance and files come from: the data directory,
 * its keys, ids, logs, policies from folders, the threads that sweep and write events. {@link
 * dev.sallyport.server.wiring.Gateway} is the whole; {@link dev.sallyport.server.wiring.Install} sets one up.
 */
@NullMarked
package dev.sallyport.server.wiring;

import org.jspecify.annotations.NullMarked;
