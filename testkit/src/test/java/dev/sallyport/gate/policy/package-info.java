/** The default pack and the loading of bundles. */
@NullMarked
package dev.sallyport.gate.policy;

import org.jspecify.annotations.NullMarked;
