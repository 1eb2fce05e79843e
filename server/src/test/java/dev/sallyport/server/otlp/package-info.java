/** Tests of the export: what a receiver gets, and that nobody waits for one. */
@NullMarked
package dev.sallyport.server.otlp;

import org.jspecify.annotations.NullMarked;
