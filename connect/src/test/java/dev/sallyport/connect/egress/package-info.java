/** Tests of the egress proxy's parts. */
@NullMarked
package dev.sallyport.connect.egress;

import org.jspecify.annotations.NullMarked;
