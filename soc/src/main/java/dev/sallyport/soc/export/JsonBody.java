package dev.sallyport.soc.export;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonString;
import java.util.Collection;
import java.util.List;

/** JSON as it is sent: canonical, so that the same notice has the same bytes each time. */
public final class JsonBody {
    private JsonBody() {}

    /** The bytes in UTF-8. */
    public static byte[] of(Json value) {
        return CanonicalForm.of(value, Scheme.SALLYPORT_JCS_2);
    }

    /** An array of texts. */
    public static JsonArray texts(Collection<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }

    /** An array of one. */
    public static JsonArray one(Json value) {
        return new JsonArray(List.of(value));
    }
}
