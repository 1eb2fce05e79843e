package dev.sallyport.gate;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.registry.PinnedTool;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a call says where data goes: a read of an address the caller chose is not a mere read. */
final class Authority {
    /** Operations of the protocol itself whose {@code uri} the caller chooses: MCP 2025-11-25, resources and completion. */
    private static final Set<String> BY_URI = Set.of("resources/read", "resources/subscribe", "completion/complete");

    /** Schemes that lead to a host, wherever in the text they stand: {@code x://?next=https://…} leads there as well. */
    private static final Pattern OUTWARD = Pattern.compile(
            "(?<![a-z0-9+.-])(?:https?|wss?|s?ftps?|tftp|scp|ssh|git|smb|cifs|nfs|afp|ldaps?|webdavs?|davs?"
                    + "|rsync|gopher|dict|telnet|imaps?|pop3s?|smtps?|mailto|s3|gs|svn|rtsp|sip):"
                    + "|^[/\\\\]{2}|(?<![a-z0-9+.-])file:[/\\\\]{2}(?!localhost[/\\\\])[^/\\\\]");

    /** The members of those operations' parameters that hold addresses. */
    private static final List<String> ADDRESSES = List.of("uri", "ref", "notifications");

    private static final int DECODINGS = 3;

    private Authority() {}

    /**
     * Whether an argument that the catalogue marks as authority-bearing is present, or an address of the protocol's own
     * operations leads to a host.
     */
    static boolean exercised(PinnedTool tool, JsonObject parameters) {
        for (String name : tool.authority()) {
            Json value = parameters.get(name);
            if (value != null && value != JsonNull.NULL) {
                return true;
            }
        }
        return BY_URI.contains(tool.name()) && ADDRESSES.stream().anyMatch(member -> leadsOut(parameters.get(member)));
    }

    /** Whether a text in the value leads to a host. */
    private static boolean leadsOut(@Nullable Json value) {
        return switch (value) {
            case null -> false;
            case JsonString text -> leadsOut(text.value());
            case JsonArray list -> list.items().stream().anyMatch(Authority::leadsOut);
            case JsonObject object -> object.members().values().stream().anyMatch(Authority::leadsOut);
            case JsonNumber n -> false;
            case JsonBoolean b -> false;
            case JsonNull n -> false;
        };
    }

    private static boolean leadsOut(String address) {
        String plain = address.strip();
        for (int i = 0; i <= DECODINGS; i++) {
            if (OUTWARD.matcher(plain.toLowerCase(Locale.ROOT)).find()) {
                return true;
            }
            plain = OwnGround.decoded(plain);
        }
        return false;
    }
}
