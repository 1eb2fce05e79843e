/**
 * What an install may tell its maker of its shields, if an operator switched that on: counts, categories and latencies, never contents.
 * Reading order: {@link dev.sallyport.govern.telemetry.Schema} (everything that can leave), {@link dev.sallyport.govern.telemetry.Aggregator}
 * (windows of 15 minutes), {@link dev.sallyport.govern.telemetry.Boundary} (the last look before bytes leave). Pure: time and chance come in.
 */
@NullMarked
package dev.sallyport.govern.telemetry;

import org.jspecify.annotations.NullMarked;
