/**
 * Correlations: what the body of one says, and whether it holds of a group's hits. Read {@link dev.sallyport.sigma.correlation.Correlation},
 * {@link dev.sallyport.sigma.correlation.CorrelationReader}, {@link dev.sallyport.sigma.correlation.Judge}.
 */
@NullMarked
package dev.sallyport.sigma.correlation;

import org.jspecify.annotations.NullMarked;
