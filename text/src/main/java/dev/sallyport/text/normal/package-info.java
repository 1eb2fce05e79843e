/**
 * One spelling for texts that look or mean alike. Read {@link dev.sallyport.text.normal.Squeezer} first, then
 * {@link dev.sallyport.text.normal.Fold}, which folds one code point, and {@link dev.sallyport.text.normal.Confusables}.
 */
@NullMarked
package dev.sallyport.text.normal;

import org.jspecify.annotations.NullMarked;
