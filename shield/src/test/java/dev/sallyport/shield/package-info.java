@NullMarked
package dev.sallyport.shield;

import org.jspecify.annotations.NullMarked;
