/** Hosts by address and by name: how they can be written, what kind of place an address leads to, what kind of service a name is. */
@NullMarked
package dev.sallyport.text.host;

import org.jspecify.annotations.NullMarked;
