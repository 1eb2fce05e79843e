/** Evaluation: predictions of the gate over recorded traces and labelled actions, and scores of them. */
@NullMarked
package dev.sallyport.cli.eval;

import org.jspecify.annotations.NullMarked;
