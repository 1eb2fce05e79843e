/** Matching detections against events: routing by source, then one pass over the event for all rules together. */
@NullMarked
package dev.sallyport.sigma.detect;

import org.jspecify.annotations.NullMarked;
