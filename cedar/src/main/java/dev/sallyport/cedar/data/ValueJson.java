package dev.sallyport.cedar.data;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.json.Json;
import dev.sallyport.cedar.schema.CedarType;
import dev.sallyport.cedar.syntax.Function;
import dev.sallyport.cedar.value.Datetime;
import dev.sallyport.cedar.value.Duration;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads values. The escapes {@code __entity} and {@code __extn} always work; where the expected type is known to be an
 * entity or an extension type, the plain forms <code>{"type","id"}</code> and the constructor's text do too.
 */
final class ValueJson {

    private ValueJson() {}

    static Value read(Json json, @Nullable CedarType expected, String where) {
        return switch (json) {
            case Json.Null() -> throw new CedarDataError("data.null", where + ": Cedar has no null");
            case Json.Bool bool -> Value.of(bool.value());
            case Json.Num number -> Value.of(number.value());
            case Json.Str string -> string(string.value(), expected, where);
            case Json.Arr array -> array(array, expected, where);
            case Json.Obj object -> object(object, expected, where);
        };
    }

    private static Value string(String text, @Nullable CedarType expected, String where) {
        if (!(expected instanceof CedarType.Extension extension)) {
            return Value.of(text);
        }
        return switch (extension.kind()) {
            case DECIMAL -> construct(Function.DECIMAL, text, where);
            case IPADDR -> construct(Function.IP, text, where);
            case DATETIME -> construct(Function.DATETIME, text, where);
            case DURATION -> construct(Function.DURATION, text, where);
            case BOOL, LONG, STRING -> Value.of(text);
        };
    }

    private static Value array(Json.Arr array, @Nullable CedarType expected, String where) {
        CedarType element = expected instanceof CedarType.SetOf set ? set.element() : null;
        List<Value> values = new ArrayList<>(array.items().size());
        for (int i = 0; i < array.items().size(); i++) {
            values.add(read(array.items().get(i), element, where + "[" + i + "]"));
        }
        return Value.set(values);
    }

    private static Value object(Json.Obj object, @Nullable CedarType expected, String where) {
        if (object.members().size() == 1) {
            Optional<Json> entity = object.find("__entity");
            if (entity.isPresent()) {
                return uid(entity.get(), where + ".__entity");
            }
            Optional<Json> extension = object.find("__extn");
            if (extension.isPresent()) {
                return extension(extension.get().object(where + ".__extn"), where + ".__extn");
            }
            if (object.find("__expr").isPresent()) {
                throw new CedarDataError("data.escape", where + ": the escape `__expr` is not supported");
            }
        }
        if (expected instanceof CedarType.EntityOf) {
            return uid(object, where);
        }
        if (expected instanceof CedarType.Extension && object.find("fn").isPresent()) {
            return extension(object, where);
        }
        return Value.record(fields(object, expected, where));
    }

    static Map<String, Value> fields(Json.Obj object, @Nullable CedarType expected, String where) {
        Map<String, Value> fields = new LinkedHashMap<>();
        object.members().forEach((name, json) -> {
            CedarType.Attribute attribute = expected instanceof CedarType.RecordOf record
                    ? record.attributes().get(name)
                    : null;
            fields.put(name, read(json, attribute == null ? null : attribute.type(), where + "." + name));
        });
        return fields;
    }

    /** An entity as <code>{"type","id"}</code>, with or without the {@code __entity} around it. */
    static EntityUid uid(Json json, String where) {
        Json.Obj object = json.object(where);
        if (object.members().size() == 1 && object.find("__entity").isPresent()) {
            return uid(object.need("__entity", where), where + ".__entity");
        }
        String type = object.need("type", where).string(where + ".type");
        String id = object.need("id", where).string(where + ".id");
        if (object.members().size() != 2) {
            throw new CedarDataError("data.entity", where + ": an entity has the members `type` and `id` only");
        }
        EntityText.requireType(type, where + ".type");
        return new EntityUid(type, id);
    }

    private static Value extension(Json.Obj object, String where) {
        String name = object.need("fn", where).string(where + ".fn");
        if (name.equals("offset")) {
            return offset(object, where);
        }
        Function function = Function.named(name)
                .filter(Function::isConstructor)
                .orElseThrow(
                        () -> new CedarDataError("data.extension", where + ": there is no constructor `" + name + "`"));
        return construct(function, object.need("arg", where).string(where + ".arg"), where);
    }

    /** A datetime no text form reaches is written as a datetime moved by a duration. */
    private static Value offset(Json.Obj object, String where) {
        List<Json> arguments = object.need("args", where).array(where + ".args");
        if (arguments.size() == 2
                && read(arguments.get(0), null, where + ".args[0]") instanceof Datetime datetime
                && read(arguments.get(1), null, where + ".args[1]") instanceof Duration duration) {
            return datetime.plus(duration)
                    .orElseThrow(() ->
                            new CedarDataError("data.extension", where + ": the datetime does not fit into 64 bits"));
        }
        throw new CedarDataError("data.extension", where + ": `offset` takes a datetime and a duration");
    }

    private static Value construct(Function function, String text, String where) {
        try {
            return switch (function) {
                case DECIMAL -> Value.decimal(text);
                case IP -> Value.ip(text);
                case DATETIME -> Value.datetime(text);
                case DURATION -> Value.duration(text);
                default -> throw new IllegalStateException("not a constructor: " + function);
            };
        } catch (CedarDataError e) {
            throw new CedarDataError("data.extension", where + ": " + e.getMessage());
        }
    }
}
