/**
 * The demonstration: a scripted agent session through the real doors, every step checked by its effect and not only by its
 * answer.
 */
@NullMarked
package dev.sallyport.cli.demo;

import org.jspecify.annotations.NullMarked;
