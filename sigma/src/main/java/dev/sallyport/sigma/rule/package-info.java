/** Rules as values: the head that all kinds share, detections with their conditions, filters, and the bodies of the other kinds. */
@NullMarked
package dev.sallyport.sigma.rule;

import org.jspecify.annotations.NullMarked;
