/** Setting a gateway up, running it, and looking after what it keeps. */
@NullMarked
package dev.sallyport.cli.install;

import org.jspecify.annotations.NullMarked;
