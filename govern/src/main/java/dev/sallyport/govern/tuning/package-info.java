/**
 * From what real traffic shows to a change of the shields: a proposal each Friday ({@link dev.sallyport.govern.tuning.Proposals}) and a synthetic case
 * for each miss ({@link dev.sallyport.govern.tuning.Intake}, {@link dev.sallyport.govern.tuning.Anonymiser}).
 */
@NullMarked
package dev.sallyport.govern.tuning;

import org.jspecify.annotations.NullMarked;
