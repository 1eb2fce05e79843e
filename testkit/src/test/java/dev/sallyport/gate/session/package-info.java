/** What a session holds and inherits. */
@NullMarked
package dev.sallyport.gate.session;

import org.jspecify.annotations.NullMarked;
