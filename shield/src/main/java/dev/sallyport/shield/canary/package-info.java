/**
 * Values that nobody has a reason to use, planted where a thief would look, and found again wherever they turn up. Read {@link
 * dev.sallyport.shield.canary.Canary}, {@link dev.sallyport.shield.canary.CanaryMint}, {@link dev.sallyport.shield.canary.Plants}, {@link
 * dev.sallyport.shield.canary.CanaryShield}.
 */
@NullMarked
package dev.sallyport.shield.canary;

import org.jspecify.annotations.NullMarked;
