/**
 * Where a call goes, and what it takes along. Read {@link dev.sallyport.shield.egress.EgressShield}, {@link
 * dev.sallyport.shield.egress.HostLists}, then {@link dev.sallyport.shield.egress.Destination}.
 */
@NullMarked
package dev.sallyport.shield.egress;

import org.jspecify.annotations.NullMarked;
