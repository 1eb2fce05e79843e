/** A call's provenance: facts for the policy, an explanation for a person. */
@NullMarked
package dev.sallyport.provenance.assess;

import org.jspecify.annotations.NullMarked;
