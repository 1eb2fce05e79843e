@NullMarked
package dev.sallyport.store.postgres;

import org.jspecify.annotations.NullMarked;
