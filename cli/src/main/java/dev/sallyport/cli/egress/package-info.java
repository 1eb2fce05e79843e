/** The verbs of the egress proxy. */
@NullMarked
package dev.sallyport.cli.egress;

import org.jspecify.annotations.NullMarked;
