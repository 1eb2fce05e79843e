@NullMarked
package dev.sallyport.connect.link;

import org.jspecify.annotations.NullMarked;
