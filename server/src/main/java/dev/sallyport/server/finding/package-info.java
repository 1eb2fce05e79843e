/**
 * Code findings: what a scanner of source text found, as SARIF 2.1.0 tells it. {@link dev.sallyport.server.finding.Sarif} reads a file into
 * {@link dev.sallyport.server.finding.CodeFinding}s, and {@link dev.sallyport.server.finding.Standing} is what one source has found over its imports.
 */
@NullMarked
package dev.sallyport.server.finding;

import org.jspecify.annotations.NullMarked;
