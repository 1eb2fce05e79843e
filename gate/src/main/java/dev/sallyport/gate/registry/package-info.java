/** The standing order of one install as an immutable image: agents, servers, pinned tools, people, policy bundles and their epochs. */
@NullMarked
package dev.sallyport.gate.registry;

import org.jspecify.annotations.NullMarked;
