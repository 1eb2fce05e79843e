/**
 * What an operator can choose: {@link dev.sallyport.server.config.Settings} and how they are read from YAML. Every
 * fault names file and line; an option nobody knows is a fault.
 */
@NullMarked
package dev.sallyport.server.config;

import org.jspecify.annotations.NullMarked;
