/** What the judgement of facts is. */
@NullMarked
package dev.sallyport.gate.judge;

import org.jspecify.annotations.NullMarked;
