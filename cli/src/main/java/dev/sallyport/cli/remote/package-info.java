/**
 * Reaching the gateway that owns a data directory: where it listens, who asks, and the HTTP exchange itself.
 *
 * <p>{@link dev.sallyport.cli.remote.DataFolder} names the directory, {@link dev.sallyport.cli.remote.Gateways} finds the
 * gateway, {@link dev.sallyport.cli.remote.Gateway} asks it. A socket and a few lines of HTTP/1.1 stand here instead of the
 * JDK's client, which costs ten times the rest of a verb's start.
 */
@NullMarked
package dev.sallyport.cli.remote;

import org.jspecify.annotations.NullMarked;
