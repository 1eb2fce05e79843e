/**
 * The second plane: it listens to what the gate did, and never stands in its way. Events become alerts, alerts become
 * incidents, incidents become containment; everything here may be late, full or dead, and no action waits for it.
 */
@NullMarked
package dev.sallyport.soc;

import org.jspecify.annotations.NullMarked;
