package dev.sallyport.shield.workload;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.shield.Subject;
import java.util.Map;

/**
 * One labelled subject.
 *
 * @param source the file it came from
 * @param truth by shield's name, whether it should find something
 */
public record Event(
        String source,
        String id,
        String session,
        String tool,
        Json content,
        boolean result,
        Map<String, Boolean> truth) {
    /** As a shield sees it. */
    public Subject subject() {
        if (result) {
            return Subject.Result.of(tool, tool, content);
        }
        Action action = new Action(tool, tool, null, false, (JsonObject) content);
        return Subject.Call.of(action, capability(tool));
    }

    private static Capability capability(String tool) {
        return switch (tool) {
            case "Bash" -> Capability.EXEC;
            case "WebFetch", "WebSearch" -> Capability.HTTP;
            case "Write", "Edit" -> Capability.WRITE;
            case "Read", "Grep", "Glob" -> Capability.READ;
            default -> Capability.TOOL;
        };
    }
}
