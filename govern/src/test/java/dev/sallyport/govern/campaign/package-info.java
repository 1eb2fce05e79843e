/** Tests of runs of campaigns. */
@NullMarked
package dev.sallyport.govern.campaign;

import org.jspecify.annotations.NullMarked;
