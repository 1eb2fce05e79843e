/** Fakes with a home, fixed install fixtures and contract tests shared by the modules' tests. */
@NullMarked
package dev.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
