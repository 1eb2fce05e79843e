package dev.sallyport.provenance.assess;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.provenance.catalogue.Field;
import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Shape;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.catalogue.ToolEntry.Records;
import dev.sallyport.provenance.index.HashKey;
import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.provenance.source.OriginKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A session of a small made-up office: mail, files, pages, a bank, a shop. */
final class Scene {
    static final ToolEntry MAILS = tool(
            "mails",
            Tier.READ,
            Kind.NONE,
            List.of(),
            Map.of("sender", Role.RECIPIENT),
            Map.of(
                    "sender", new Field(FieldClass.ID, Shape.EMAIL, false),
                    "id", new Field(FieldClass.SYS, Shape.ID, false)),
            Records.MESSAGES);
    static final ToolEntry CHANNEL = tool(
            "channel",
            Tier.READ,
            Kind.NONE,
            List.of(),
            Map.of("name", Role.PLACE),
            Map.of("sender", new Field(FieldClass.ID, Shape.HANDLE, false)),
            Records.MESSAGES);
    static final ToolEntry CHANNELS = tool(
            "channels",
            Tier.READ,
            Kind.NONE,
            List.of(),
            Map.of(),
            Map.of("*", new Field(FieldClass.OWN, Shape.HANDLE, false)),
            Records.ROWS);
    static final ToolEntry PAGE =
            tool("page", Tier.READ_OUT, Kind.NONE, List.of(), Map.of("url", Role.URL), Map.of(), Records.PAGE);
    static final ToolEntry FILE =
            tool("file", Tier.READ, Kind.NONE, List.of(), Map.of("path", Role.PATH), Map.of(), Records.DOCUMENTS);
    static final ToolEntry PAYEES = tool(
            "payees",
            Tier.READ,
            Kind.NONE,
            List.of(),
            Map.of(),
            Map.of(
                    "recipient", new Field(FieldClass.KCP, Shape.IBAN, false),
                    "sender", new Field(FieldClass.ID, Shape.IBAN, false),
                    "own", new Field(FieldClass.OWN, Shape.IBAN, false)),
            Records.ROWS);
    static final ToolEntry PROFILE = tool(
            "profile",
            Tier.READ,
            Kind.NONE,
            List.of(),
            Map.of(),
            Map.of("passport number", new Field(FieldClass.OWN, Shape.SECRET, true)),
            Records.ROWS);
    static final ToolEntry SEARCH = tool(
            "search",
            Tier.READ,
            Kind.NONE,
            List.of(),
            Map.of("what", Role.QUERY),
            Map.of("product_id", new Field(FieldClass.SYS, Shape.ID, false)),
            Records.ROWS);

    static final ToolEntry PAY = tool(
            "pay",
            Tier.COMMIT,
            Kind.MONEY,
            List.of("pay"),
            Map.of("to", Role.RECIPIENT, "amount", Role.AMOUNT),
            Map.of(),
            Records.ROWS);
    static final ToolEntry SEND = tool(
            "send",
            Tier.OUTWARD,
            Kind.MESSAGE,
            List.of("message"),
            Map.of("to", Role.RECIPIENT, "body", Role.CONTENT),
            Map.of(),
            Records.ROWS);
    static final ToolEntry BUY = tool(
            "buy",
            Tier.COMMIT,
            Kind.PURCHASE,
            List.of("buy"),
            Map.of("product", Role.SELECTOR),
            Map.of(),
            Records.ROWS);
    static final ToolEntry WRITE = tool(
            "write",
            Tier.LOCAL,
            Kind.FILE,
            List.of("file-create"),
            Map.of("path", Role.PATH),
            Map.of(),
            Records.DOCUMENTS);
    static final ToolEntry POST = tool(
            "post",
            Tier.INTERNAL,
            Kind.MESSAGE,
            List.of("post"),
            Map.of("channel", Role.PLACE, "body", Role.CONTENT),
            Map.of(),
            Records.ROWS);
    static final ToolEntry STAR = tool(
            "star", Tier.OUTWARD, Kind.RECORD, List.of("star"), Map.of("repo", Role.PLACE), Map.of(), Records.ROWS);
    static final ToolEntry NOTE = tool(
            "note",
            Tier.LOCAL,
            Kind.RECORD,
            List.of("event-create"),
            Map.of("title", Role.TITLE),
            Map.of(),
            Records.ROWS);
    static final ToolEntry CONFIRM = new ToolEntry(
            "confirm",
            Tier.INTERNAL,
            Kind.MONEY,
            List.of("pay"),
            Map.of("code", Role.OTHER),
            Map.of(),
            Records.ROWS,
            Set.of("pay"));

    private final SessionContent session = new SessionContent(new HashKey(0x243f6a8885a308d3L, 0x13198a2e03707344L));

    static Scene after(String prompt) {
        Scene scene = new Scene();
        scene.session.prompt(prompt);
        return scene;
    }

    private static ToolEntry tool(
            String name,
            Tier tier,
            Kind kind,
            List<String> acts,
            Map<String, Role> args,
            Map<String, Field> fields,
            Records records) {
        return new ToolEntry(name, tier, kind, acts, args, fields, records, Set.of());
    }

    Scene read(ToolEntry tool, String arguments, String text) {
        session.result(tool, object(arguments), text, TrustLevel.UNTRUSTED_EXTERNAL);
        return this;
    }

    Assessment call(ToolEntry tool, String arguments) {
        return session.assess(tool, object(arguments));
    }

    /** The kinds of origin of the values in that role. */
    Set<OriginKind> origin(ToolEntry tool, Role role, String arguments) {
        return call(tool, arguments).facts().of(role);
    }

    SessionContent session() {
        return session;
    }

    static JsonObject object(String json) {
        Json value = StrictJson.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return (JsonObject) value;
    }
}
