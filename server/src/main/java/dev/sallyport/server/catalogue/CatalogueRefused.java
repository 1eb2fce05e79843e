package dev.sallyport.server.catalogue;

/** A catalogue file can't be read as entries; the message names the file, the entry and what is wrong. */
public final class CatalogueRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    CatalogueRefused(String message) {
        super(message);
    }
}
