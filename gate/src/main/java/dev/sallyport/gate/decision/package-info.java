/** What the gate answers: allow, deny or ask a person, with stable reason codes. */
@NullMarked
package dev.sallyport.gate.decision;

import org.jspecify.annotations.NullMarked;
