/**
 * What everything costs: {@code sallyport bench NAME} measures one thing on this machine and prints rows that name their floor
 * or their peer from the same run.
 */
@NullMarked
package dev.sallyport.bench;

import org.jspecify.annotations.NullMarked;
