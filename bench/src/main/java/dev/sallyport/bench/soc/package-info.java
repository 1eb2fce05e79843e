/** What detection and response take: how soon they act under load, and what the calls they watch pay for it. */
@NullMarked
package dev.sallyport.bench.soc;

import org.jspecify.annotations.NullMarked;
