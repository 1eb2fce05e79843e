/**
 * The verbs about packages, and the importers behind {@code package update}: read {@link dev.sallyport.cli.packages.PackageVerb},
 * {@link dev.sallyport.cli.packages.PackageUpdateVerb}.
 */
@NullMarked
package dev.sallyport.cli.packages;

import org.jspecify.annotations.NullMarked;
