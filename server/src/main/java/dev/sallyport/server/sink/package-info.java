/**
 * Telling people and machines about incidents: {@link dev.sallyport.server.sink.Notices} owes what
 * {@link dev.sallyport.soc.route.Routing} plans, a courier per destination delivers it, over connections that only go to addresses
 * the configuration allows.
 */
@NullMarked
package dev.sallyport.server.sink;

import org.jspecify.annotations.NullMarked;
