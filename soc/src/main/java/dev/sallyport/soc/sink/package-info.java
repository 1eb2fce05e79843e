/**
 * The services that are told about incidents, one small file each: a {@link dev.sallyport.soc.sink.Sink} knows a vendor's form, its
 * limits and its silent failures, and speaks through a {@link dev.sallyport.soc.sink.Line}. Nothing here opens a connection, reads
 * a clock or draws by chance.
 */
@NullMarked
package dev.sallyport.soc.sink;

import org.jspecify.annotations.NullMarked;
