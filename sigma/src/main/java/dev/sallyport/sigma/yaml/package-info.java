/** YAML read strictly into places and plain values: one meaning per file, with limits on what a file may cost. */
@NullMarked
package dev.sallyport.sigma.yaml;

import org.jspecify.annotations.NullMarked;
