/**
 * Detectors that look at what passes and say what they find: the port they share, their versions, and the modes that say what a finding
 * may do. Read {@link dev.sallyport.shield.Shield}, {@link dev.sallyport.shield.Subject}, {@link dev.sallyport.shield.Finding},
 * {@link dev.sallyport.shield.Shields}, {@link dev.sallyport.shield.Ran}.
 *
 * <p>A shield never decides. What its findings do is said by its {@link dev.sallyport.shield.ShieldMode}, which an operator sets for each
 * tenant; a mode that blocks by confidence names the {@link dev.sallyport.shield.ConfidenceRule} that holds its threshold.
 */
@NullMarked
package dev.sallyport.shield;

import org.jspecify.annotations.NullMarked;
