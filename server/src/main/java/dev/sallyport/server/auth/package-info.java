/**
 * Who is asking: credentials, known by their hash alone, and the four kinds of caller they make; what people may do stands in
 * {@link dev.sallyport.server.auth.Right}. A caller's tenant comes
 * from its credential and from nothing else.
 */
@NullMarked
package dev.sallyport.server.auth;

import org.jspecify.annotations.NullMarked;
