package dev.sallyport.connect.mcp.http;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.proxy.Era;
import dev.sallyport.connect.mcp.tool.MirroredArgument;
import dev.sallyport.connect.mcp.upstream.HeaderText;
import dev.sallyport.connect.mcp.upstream.RequestFields;
import java.util.List;
import java.util.Optional;

/**
 * Whether a request's header fields say what its body says. Whoever routes, limits or logs by the fields, before the gateway or behind it, must not be
 * told another story than the one that is judged.
 *
 * <p>From MCP 2026-07-28, Streamable HTTP, "Server validation". Fields that older revisions do not have are compared if they are there.
 */
final class Agreement {
    private Agreement() {}

    /**
     * The version a request's field names, in the one form it can have. A revision nobody knows is a server's to refuse, as long as the body
     * names the same one, which makes the request stateless.
     */
    static Optional<String> version(Fields fields, Frame frame) throws Disagreement {
        Optional<String> version = fields.one(RequestFields.VERSION);
        boolean asInBody = frame instanceof Frame.Request request
                && Era.of(request.params()) instanceof Era.Stateless stateless
                && version.equals(Optional.of(stateless.version()))
                && Versions.isName(stateless.version());
        return asInBody ? version : version(fields);
    }

    /** The version that the field of a message without a body, or of one that names none, can name. */
    static Optional<String> version(Fields fields) throws Disagreement {
        Optional<String> version = fields.one(RequestFields.VERSION);
        if (version.isPresent() && !Versions.isHandshake(version.get()) && !Versions.isStateless(version.get())) {
            throw new Disagreement("the field " + RequestFields.VERSION + " names no revision of the protocol");
        }
        return version;
    }

    /**
     * Compares the fields of a request that belongs to a session. Which of the session's revisions the version field names does not matter:
     * the server hears the one that was agreed on.
     */
    static void withSession(Frame frame, Fields fields) throws Disagreement {
        if (frame instanceof Frame.Request request) {
            named(request, fields, false);
        }
    }

    /** Compares the fields of a request of the stateless era. */
    static void stateless(Frame.Request request, Fields fields, Optional<String> version) throws Disagreement {
        if (version.isEmpty()) {
            throw new Disagreement("the field " + RequestFields.VERSION + " is missing");
        }
        if (!(Era.of(request.params()) instanceof Era.Stateless stateless)) {
            throw Disagreement.incomplete(Era.VERSION_KEY);
        }
        if (Frame.object(request.params(), "_meta")
                .flatMap(meta -> Frame.object(meta, Era.CAPABILITIES_KEY))
                .isEmpty()) {
            throw Disagreement.incomplete(Era.CAPABILITIES_KEY);
        }
        if (!version.get().equals(stateless.version())) {
            throw new Disagreement(
                    "the field " + RequestFields.VERSION + " names another revision than the body's `_meta`");
        }
        named(request, fields, true);
    }

    private static void named(Frame.Request request, Fields fields, boolean required) throws Disagreement {
        Optional<String> method = fields.one(RequestFields.METHOD);
        if (required
                ? !method.equals(Optional.of(request.method()))
                : method.isPresent() && !method.get().equals(request.method())) {
            throw new Disagreement("the field " + RequestFields.METHOD + " does not name the body's method");
        }
        Optional<String> name = fields.one(RequestFields.NAME);
        Optional<String> said = name.flatMap(HeaderText::decode);
        if (name.isPresent() && said.isEmpty()) {
            throw new Disagreement("the field " + RequestFields.NAME + " is not in a form that can be read one way");
        }
        Optional<String> subject = RequestFields.subject(request);
        boolean wanted = required && RequestFields.hasSubject(request.method()) && subject.isPresent();
        if ((wanted || said.isPresent()) && !said.equals(subject)) {
            throw new Disagreement("the field " + RequestFields.NAME + " does not name what the body names");
        }
    }

    /** Compares the fields that repeat arguments of a tool's call. */
    static void mirrored(Frame.Request request, Fields fields, List<MirroredArgument> mirrored) throws Disagreement {
        JsonObject arguments = Frame.object(request.params(), "arguments").orElse(JsonObject.of());
        for (MirroredArgument argument : mirrored) {
            Optional<String> field = fields.one(argument.field());
            Optional<String> said = field.flatMap(HeaderText::decode);
            Optional<String> meant = argument.value(arguments);
            if (meant.isPresent() ? !same(said, meant.get()) : field.isPresent()) {
                throw new Disagreement("the field " + argument.field() + " does not say what the arguments say");
            }
        }
    }

    private static boolean same(Optional<String> said, String meant) {
        return said.equals(Optional.of(meant))
                || said.filter(text -> text.matches("-?[0-9]{1,16}\\.0{1,16}"))
                        .map(text -> text.substring(0, text.indexOf('.')))
                        .equals(Optional.of(meant));
    }
}
