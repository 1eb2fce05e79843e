package dev.sallyport.cedar.data;

import dev.sallyport.cedar.json.Json;
import dev.sallyport.cedar.schema.ActionType;
import dev.sallyport.cedar.schema.CedarType;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.RecordValue;
import dev.sallyport.cedar.value.Request;
import dev.sallyport.cedar.value.Value;
import java.util.Optional;

/**
 * Reads requests: an object with {@code principal}, {@code action}, {@code resource}, each <code>{"type","id"}</code> or
 * the text {@code Type::"id"}, and an optional {@code context}. Other members are left alone.
 */
public final class RequestJson {

    private RequestJson() {}

    /** Reads a request; with a schema the context may use the short forms of its action's context type. */
    public static Request parse(String text, Optional<Schema> schema) {
        return read(Json.parse(text), schema);
    }

    /** Reads a document parsed before. */
    public static Request read(Json json, Optional<Schema> schema) {
        Json.Obj object = json.object("request");
        EntityUid action = end(object, "action");
        Json context = object.find("context").orElse(new Json.Obj(java.util.Map.of()));
        CedarType expected =
                schema.flatMap(s -> s.action(action)).map(ActionType::context).orElse(null);
        RecordValue record = Value.record(ValueJson.fields(context.object("context"), expected, "context"));
        return new Request(end(object, "principal"), action, end(object, "resource"), record);
    }

    private static EntityUid end(Json.Obj object, String member) {
        Json json = object.need(member, "request");
        return json instanceof Json.Str text ? EntityText.parse(text.value()) : ValueJson.uid(json, member);
    }
}
