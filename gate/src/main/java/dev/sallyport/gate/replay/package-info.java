/** Past judgements derived again from their facts: the proof that a decision was a function of what was recorded. */
@NullMarked
package dev.sallyport.gate.replay;

import org.jspecify.annotations.NullMarked;
