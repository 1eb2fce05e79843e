/** Containment: effects of playbooks, each with its key, its time to live and its undo, written down before and after. */
@NullMarked
package dev.sallyport.soc.response;

import org.jspecify.annotations.NullMarked;
