package dev.sallyport.house;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A session that the official client plays with a server, and what it saw. */
final class Play {

    private static final JsonMapper JSON = new JsonMapper();

    private Play() {}

    /** Plays it in a folder, with a server that is a command, or an address and perhaps a token. */
    static JsonNode of(Path folder, String play, String era, List<String> server)
            throws IOException, InterruptedException {
        List<String> command = Stitch.of(Peers.session(play, era), server);
        return JSON.readTree(Program.run(folder, Map.of(), command).orFail(command));
    }

    /** The client drops a report that it reads together with the answer, directly as well as through a proxy. */
    static JsonNode withoutProgress(JsonNode session) {
        JsonNode copy = session.deepCopy();
        if (copy.get("long") instanceof ObjectNode call) {
            call.remove("heard");
        }
        return copy;
    }
}
