/**
 * What would be installed, read out of commands and out of edits of manifests: read {@link dev.sallyport.shield.packages.install.Install},
 * {@link dev.sallyport.shield.packages.install.Commands}, {@link dev.sallyport.shield.packages.install.Manifests}.
 */
@NullMarked
package dev.sallyport.shield.packages.install;

import org.jspecify.annotations.NullMarked;
