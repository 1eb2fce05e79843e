/** What entered a session, searchable by value, token and substring in bounded memory. */
@NullMarked
package dev.sallyport.provenance.index;

import org.jspecify.annotations.NullMarked;
