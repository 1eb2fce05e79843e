/** Verbs that judge without a gateway: they read what they are given, keep nothing and ask nobody. */
@NullMarked
package dev.sallyport.cli.judge;

import org.jspecify.annotations.NullMarked;
