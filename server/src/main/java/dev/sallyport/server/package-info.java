/**
 * The gateway as a process: HTTP API, credentials, tenancy, configuration, wiring and metrics.
 *
 * <p>Read {@link dev.sallyport.server.wiring.Gateway} for what is put together,
 * {@link dev.sallyport.server.http.HttpDoor} for the way of one request, {@link dev.sallyport.server.api} for what the
 * routes do and {@link dev.sallyport.server.auth} for who may.
 */
@NullMarked
package dev.sallyport.server;

import org.jspecify.annotations.NullMarked;
