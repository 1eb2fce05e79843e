package dev.sallyport.connect.model;

import java.io.IOException;
import java.io.OutputStream;

/** What an agent gets. */
public sealed interface ModelAnswer {
    /** A JSON document. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    record Whole(byte[] document) implements ModelAnswer {}

    /** Server-sent events, as they come. */
    record Streamed(Source source) implements ModelAnswer {}

    /** Writes a streamed answer, once. */
    @FunctionalInterface
    interface Source {
        /** Writes everything and flushes as it comes; an answer that fails on the way ends with an event that says so. */
        void writeTo(OutputStream out) throws IOException;
    }
}
