/** Policy bundles: named rules over facts, evaluated without side effects. */
@NullMarked
package dev.sallyport.gate.policy;

import org.jspecify.annotations.NullMarked;
