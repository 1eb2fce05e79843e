/**
 * Agent hosts' hooks from this machine's side: asking the gateway what to answer a host, writing hooks into the hosts' configurations,
 * and looking whether what is written there really refuses.
 */
@NullMarked
package dev.sallyport.cli.hook;

import org.jspecify.annotations.NullMarked;
