/** The gateway as a whole, in a process of its own: what a durable answer costs over none, what the proxy adds, what starting costs. */
@NullMarked
package dev.sallyport.bench.gateway;

import org.jspecify.annotations.NullMarked;
