/**
 * What the shields do with attacks and ordinary work that somebody wrote down (spec/shield/workloads): {@link dev.sallyport.govern.baseline.Case},
 * {@link dev.sallyport.govern.baseline.Workloads}, run by {@link dev.sallyport.govern.baseline.Harness} into a
 * {@link dev.sallyport.govern.baseline.Baseline}, which is signed ({@link dev.sallyport.govern.baseline.BaselineNote}), published, and the floor
 * below which no change may fall ({@link dev.sallyport.govern.baseline.Regression}).
 */
@NullMarked
package dev.sallyport.govern.baseline;

import org.jspecify.annotations.NullMarked;
