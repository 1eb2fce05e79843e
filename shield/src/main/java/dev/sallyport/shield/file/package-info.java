/** What a path gives away of the file it leads to: {@link dev.sallyport.shield.file.SecretFiles}. */
@NullMarked
package dev.sallyport.shield.file;

import org.jspecify.annotations.NullMarked;
