/** Names of who and what takes part: tenant, agent, session, person, decision, approval. Two of them can't be exchanged by mistake. */
@NullMarked
package dev.sallyport.gate.identity;

import org.jspecify.annotations.NullMarked;
