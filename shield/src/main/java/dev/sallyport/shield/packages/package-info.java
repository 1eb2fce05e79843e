/**
 * The package gate: whether what a call would install is what it seems to be. Read {@link dev.sallyport.shield.packages.PackageGate}, the shield,
 * which reads installs out of calls and asks {@link dev.sallyport.shield.packages.Assessor} of each;
 * {@link dev.sallyport.shield.packages.Knowledge}, all that is known, with what an operator imported;
 * {@link dev.sallyport.shield.packages.Reason}, every answer there is.
 */
@NullMarked
package dev.sallyport.shield.packages;

import org.jspecify.annotations.NullMarked;
