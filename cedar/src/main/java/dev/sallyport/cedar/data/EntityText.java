package dev.sallyport.cedar.data;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.error.CedarSyntaxError;
import dev.sallyport.cedar.syntax.Source;
import dev.sallyport.cedar.syntax.TokenReader;
import dev.sallyport.cedar.value.EntityUid;

/** Entity names as text. */
public final class EntityText {

    private EntityText() {}

    /** Reads {@code Type::"id"}. */
    public static EntityUid parse(String text) {
        TokenReader in = new TokenReader(new Source("entity", text));
        String type = in.path();
        in.expect("::");
        EntityUid uid = new EntityUid(type, in.string());
        if (!in.atEnd()) {
            throw in.unexpected("the end");
        }
        return uid;
    }

    /** Refuses what is not a type name such as {@code A::B}. */
    static void requireType(String type, String where) {
        try {
            TokenReader in = new TokenReader(new Source("type", type));
            if (in.path().length() == type.length() && in.atEnd()) {
                return;
            }
        } catch (CedarSyntaxError e) {
            throw new CedarDataError("data.type", where + ": `" + type + "` is not a type name: " + e.reason());
        }
        throw new CedarDataError("data.type", where + ": `" + type + "` is not a type name");
    }
}
