/** Tests of paths, patterns and header fields of previews. */
@NullMarked
package dev.sallyport.connect.preview;

import org.jspecify.annotations.NullMarked;
