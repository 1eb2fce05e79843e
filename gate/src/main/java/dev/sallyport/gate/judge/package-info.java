/** The pure function from facts and policy to a judgement. */
@NullMarked
package dev.sallyport.gate.judge;

import org.jspecify.annotations.NullMarked;
