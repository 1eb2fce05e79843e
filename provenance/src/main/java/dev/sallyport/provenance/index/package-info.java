/**
 * What entered a session, searchable by value, word and substring in bounded memory. Read {@link
 * dev.sallyport.provenance.index.SessionIndex} first; a {@link dev.sallyport.provenance.index.Match} is one answer. Below it
 * a {@code Shelf} keeps text and tables, a {@code Finder} asks them.
 */
@NullMarked
package dev.sallyport.provenance.index;

import org.jspecify.annotations.NullMarked;
