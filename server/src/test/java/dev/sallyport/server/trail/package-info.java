/** The local audit trail over time. */
@NullMarked
package dev.sallyport.server.trail;

import org.jspecify.annotations.NullMarked;
