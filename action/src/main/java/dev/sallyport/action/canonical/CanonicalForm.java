package dev.sallyport.action.canonical;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.NumberText;
import dev.sallyport.action.json.Refusal;
import java.util.Comparator;

/**
 * The one byte string of a value under a scheme: no whitespace, members sorted, RFC 8785 section 3.2.2 strings and numbers,
 * UTF-8. Equal values have equal bytes, and reading the bytes gives the value back.
 */
public final class CanonicalForm {
    private final Scheme scheme;
    private final Comparator<String> order;
    private final CanonicalBytes out = new CanonicalBytes(4096);
    private boolean alike = true;

    private CanonicalForm(Scheme scheme) {
        this.scheme = scheme;
        this.order = order(scheme);
    }

    /**
     * The canonical bytes.
     *
     * @throws MalformedJson when the scheme has no bytes for the value: a number outside its range, a lone surrogate or a
     *     noncharacter, more than {@link JsonLimits#MAX_DEPTH} levels; for the two schemes with strict numbers a value that
     *     {@link dev.sallyport.action.json.StrictJson} read can only fail in {@code aegis-jcs-1}
     */
    public static byte[] of(Json value, Scheme scheme) {
        return written(value, scheme).toByteArray();
    }

    static CanonicalBytes written(Json value, Scheme scheme) {
        var form = new CanonicalForm(scheme);
        form.write(value, 0);
        return form.out;
    }

    /**
     * The bytes of a value under {@link Scheme#SALLYPORT_JCS_2}, and whether {@link Scheme#AEGIS_JCS_1} has the same: the two
     * differ only where a name holds surrogates, and where the latter refuses a number.
     */
    static Written writtenAndCompared(Json value) {
        var form = new CanonicalForm(Scheme.SALLYPORT_JCS_2);
        form.write(value, 0);
        return new Written(form.out, form.alike);
    }

    /** Canonical bytes, and whether both strict schemes agree on them. */
    record Written(CanonicalBytes bytes, boolean alike) {}

    private void write(Json value, int depth) {
        switch (value) {
            case JsonObject object -> write(object, depth + 1);
            case JsonArray array -> write(array, depth + 1);
            case JsonString string -> out.quoted(string.value());
            case JsonNumber number -> out.ascii(text(number));
            case JsonBoolean literal -> out.ascii(literal.value() ? "true" : "false");
            case JsonNull literal -> out.ascii("null");
        }
    }

    private void write(JsonArray array, int depth) {
        refuseDepth(depth);
        out.ascii('[');
        boolean first = true;
        for (Json item : array.items()) {
            if (!first) {
                out.ascii(',');
            }
            first = false;
            write(item, depth);
        }
        out.ascii(']');
    }

    private void write(JsonObject object, int depth) {
        refuseDepth(depth);
        out.ascii('{');
        int start = out.size();
        alike &= object.hasOneOrder();
        object.forEachSorted(order, (name, value) -> {
            if (out.size() > start) {
                out.ascii(',');
            }
            out.quoted(name);
            out.ascii(':');
            write(value, depth);
        });
        out.ascii('}');
    }

    private static Comparator<String> order(Scheme scheme) {
        return switch (scheme) {
            case SALLYPORT_JCS_2, RFC8785 -> Comparator.naturalOrder(); // Java compares strings by UTF-16 code unit
            case AEGIS_JCS_1 -> CodePointOrder.INSTANCE;
        };
    }

    private String text(JsonNumber number) {
        if (scheme != Scheme.RFC8785 && number.isBeyondSafeInteger()) {
            throw refused(Refusal.NUMBER_TOO_LARGE, "integer beyond 2^53 - 1");
        }
        if (scheme == Scheme.AEGIS_JCS_1 && number.isUnportable()) {
            throw refused(Refusal.NUMBER_NOT_PORTABLE, "fraction below 0.0001");
        }
        alike &= !number.isUnportable();
        return NumberText.of(number.value());
    }

    private static void refuseDepth(int depth) {
        if (depth > JsonLimits.MAX_DEPTH) {
            throw refused(Refusal.TOO_DEEP, "more than " + JsonLimits.MAX_DEPTH + " nested objects and arrays");
        }
    }

    private static MalformedJson refused(Refusal refusal, String what) {
        return new MalformedJson(refusal, MalformedJson.NOWHERE, what);
    }
}
