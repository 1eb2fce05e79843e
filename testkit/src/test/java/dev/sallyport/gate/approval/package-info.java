/** What becomes of an approval, and what people agree to. */
@NullMarked
package dev.sallyport.gate.approval;

import org.jspecify.annotations.NullMarked;
