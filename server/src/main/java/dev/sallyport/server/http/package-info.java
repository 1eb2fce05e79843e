/**
 * HTTP without knowledge of what is served: routes, bodies with limits, replies, problem details, the check of Host and
 * Origin, rate limits, and the Jetty handler that puts them in order.
 */
@NullMarked
package dev.sallyport.server.http;

import org.jspecify.annotations.NullMarked;
