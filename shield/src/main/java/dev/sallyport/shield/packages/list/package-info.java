/**
 * Lists of packages: the well-known ones by rank, the names a registry had on a day, and those known to be malicious, by name and version. Read
 * {@link dev.sallyport.shield.packages.list.Popular}, {@link dev.sallyport.shield.packages.list.KnownNames},
 * {@link dev.sallyport.shield.packages.list.Malicious}, {@link dev.sallyport.shield.packages.list.Shipped}.
 */
@NullMarked
package dev.sallyport.shield.packages.list;

import org.jspecify.annotations.NullMarked;
