package dev.sallyport.action.canonical;

import java.util.Arrays;
import java.util.Optional;

/** A set of rules by which a JSON value has exactly one byte string. The id goes into everything that is hashed. */
public enum Scheme {
    /**
     * Sallyport's own: RFC 8785 over values that {@link dev.sallyport.action.json.Numbers#EXACT} reads, and a hash with its
     * own domain.
     */
    SALLYPORT_JCS_2("sallyport-jcs-2"),
    /** For clients that recompute the hash the AegisAgent way: names by Unicode code point, no domain. */
    AEGIS_JCS_1("aegis-jcs-1"),
    /** RFC 8785 as it stands, numbers rounded to doubles. For tests only: nothing is bound to it. */
    RFC8785("rfc8785");

    private final String id;

    Scheme(String id) {
        this.id = id;
    }

    /** The name on the wire, for example {@code sallyport-jcs-2}. */
    public String id() {
        return id;
    }

    /** The scheme of that name, if there is one. */
    public static Optional<Scheme> byId(String id) {
        return Arrays.stream(values()).filter(scheme -> scheme.id.equals(id)).findFirst();
    }
}
