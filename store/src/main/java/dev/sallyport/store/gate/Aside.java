package dev.sallyport.store.gate;

import dev.sallyport.gate.journal.Records;
import dev.sallyport.soc.book.Book;

/**
 * The same records, read through connections that no action ever waits for: few, so that whoever reads much takes turns with others who
 * do, and not with the gate. Thread-safe.
 *
 * @param watching for the second plane
 * @param shown for lists, streams and exports
 * @param book what the second plane keeps, for those as well
 */
public record Aside(Records watching, Records shown, Book book) {}
