/** The closed loop, tested on a clock of the test's own. */
@org.jspecify.annotations.NullMarked
package dev.sallyport.govern.loop;
