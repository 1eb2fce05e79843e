/** Incidents: alerts that tell one story, in a sentence, with its timeline, its receipts and how far it reaches. */
@NullMarked
package dev.sallyport.soc.incident;

import org.jspecify.annotations.NullMarked;
