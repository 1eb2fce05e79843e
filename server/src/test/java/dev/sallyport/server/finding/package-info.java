/** Tests of code findings. */
@NullMarked
package dev.sallyport.server.finding;

import org.jspecify.annotations.NullMarked;
