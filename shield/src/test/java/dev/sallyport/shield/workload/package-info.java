/** Subjects from files, labelled, and what shields make of them. */
@NullMarked
package dev.sallyport.shield.workload;

import org.jspecify.annotations.NullMarked;
