/** Verbs over incidents: what was found, what people do about it, and an incident's evidence as a folder that is checked without a gateway. */
@NullMarked
package dev.sallyport.cli.incident;

import org.jspecify.annotations.NullMarked;
