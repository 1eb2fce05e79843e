/**
 * How sure a measured rate is, and how much more must be measured to be surer: {@link dev.sallyport.govern.measure.ClopperPearson},
 * {@link dev.sallyport.govern.measure.Interval}, {@link dev.sallyport.govern.measure.Rate}.
 */
@NullMarked
package dev.sallyport.govern.measure;

import org.jspecify.annotations.NullMarked;
