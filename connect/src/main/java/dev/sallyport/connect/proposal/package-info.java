/**
 * Calls that an agent's own side would run: a host's hook asks for one, or a model's answer does. {@link
 * dev.sallyport.connect.proposal.Proposals} puts them to the gate, {@link dev.sallyport.connect.proposal.Proposed} is what it says, and
 * {@link dev.sallyport.connect.proposal.OpenCalls} remembers what was let pass until somebody tells what came of it.
 */
@NullMarked
package dev.sallyport.connect.proposal;

import org.jspecify.annotations.NullMarked;
