/** Network addresses: how they can be written, and what kind of place they lead to. */
@NullMarked
package dev.sallyport.connect.egress.address;

import org.jspecify.annotations.NullMarked;
