/**
 * The other end of telemetry: takes batches in, keeps each for 90 days in a store that nobody can change meanwhile, adds weeks up, deletes what a
 * customer asks to have deleted, and can show that it did. Reading order: {@link dev.sallyport.govern.collector.ObjectStore},
 * {@link dev.sallyport.govern.collector.Collector}. Pure: stores and time come in.
 */
@NullMarked
package dev.sallyport.govern.collector;

import org.jspecify.annotations.NullMarked;
