/**
 * What stands against somebody short of a freeze: {@link dev.sallyport.gate.containment.Measure} says what, {@link
 * dev.sallyport.gate.containment.Containment} until when, {@link dev.sallyport.gate.containment.Containments} holds a tenant's, and {@link
 * dev.sallyport.gate.containment.Destinations} finds where a call could go.
 */
@NullMarked
package dev.sallyport.gate.containment;

import org.jspecify.annotations.NullMarked;
