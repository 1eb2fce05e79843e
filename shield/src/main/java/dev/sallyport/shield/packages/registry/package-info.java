/** What a registry says of one package: read {@link dev.sallyport.shield.packages.registry.Facts}. */
@NullMarked
package dev.sallyport.shield.packages.registry;

import org.jspecify.annotations.NullMarked;
