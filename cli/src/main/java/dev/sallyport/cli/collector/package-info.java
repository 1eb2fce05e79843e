/** A telemetry collector as a process of its own, for whoever runs a pilot. */
@NullMarked
package dev.sallyport.cli.collector;

import org.jspecify.annotations.NullMarked;
