/** Policy bundles in Cedar: the schema of the gate's vocabulary, and facts as requests. */
@NullMarked
package dev.sallyport.gate.policy.cedar;

import org.jspecify.annotations.NullMarked;
