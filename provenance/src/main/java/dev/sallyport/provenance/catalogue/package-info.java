/** What is known of a tool: its effect, the roles of its arguments, the trust of its result's fields. */
@NullMarked
package dev.sallyport.provenance.catalogue;

import org.jspecify.annotations.NullMarked;
