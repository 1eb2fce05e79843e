/**
 * The egress proxy: what an agent does over the network is an action like any other. {@link dev.sallyport.connect.egress.EgressProxy} listens,
 * {@link dev.sallyport.connect.egress.EgressDoor} is the gate as it sees it, {@link dev.sallyport.connect.egress.Relay} carries what was
 * allowed.
 */
@NullMarked
package dev.sallyport.connect.egress;

import org.jspecify.annotations.NullMarked;
