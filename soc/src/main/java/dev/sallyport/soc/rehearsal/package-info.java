/** Rules and playbooks over what happened before: what they would have found, told and stopped. Nothing is written. */
@NullMarked
package dev.sallyport.soc.rehearsal;

import org.jspecify.annotations.NullMarked;
