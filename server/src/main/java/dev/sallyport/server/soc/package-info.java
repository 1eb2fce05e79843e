/** The second plane at home: its settings, its threads, its meters, and the effects it has on the registry. */
@NullMarked
package dev.sallyport.server.soc;

import org.jspecify.annotations.NullMarked;
