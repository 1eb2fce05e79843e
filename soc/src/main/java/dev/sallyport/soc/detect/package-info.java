/** Detection behind one port: events in, matches out, and a snapshot of what was remembered. */
@NullMarked
package dev.sallyport.soc.detect;

import org.jspecify.annotations.NullMarked;
