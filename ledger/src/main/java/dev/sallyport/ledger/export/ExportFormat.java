package dev.sallyport.ledger.export;

import java.util.List;

/** The names in a native export's first and last line, in canonical order. */
public final class ExportFormat {
    /** The header: {@code format}, {@code origin} of the checkpoint, {@code vkey} that checks it. */
    public static final List<String> HEADER = List.of("format", "origin", "vkey");

    /** The trailer: the signed {@code checkpoint} and the {@code sha256} of all bytes before the trailer's line. */
    public static final List<String> TRAILER = List.of("checkpoint", "sha256");

    private ExportFormat() {}
}
