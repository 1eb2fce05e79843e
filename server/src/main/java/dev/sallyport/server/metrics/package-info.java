/** What can be measured from outside: counters and histograms in Prometheus' text format. */
@NullMarked
package dev.sallyport.server.metrics;

import org.jspecify.annotations.NullMarked;
