/**
 * Names of packages: the registries they belong to, what registries take for one name, and the ways in which one name is made to be taken for another.
 * Read {@link dev.sallyport.shield.packages.name.Ecosystem}, {@link dev.sallyport.shield.packages.name.Squats},
 * {@link dev.sallyport.shield.packages.name.Squat}.
 */
@NullMarked
package dev.sallyport.shield.packages.name;

import org.jspecify.annotations.NullMarked;
