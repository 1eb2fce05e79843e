/** The HTTP exchange against a server that answers whatever the test says. */
@NullMarked
package dev.sallyport.cli.remote;

import org.jspecify.annotations.NullMarked;
