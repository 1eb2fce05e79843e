package dev.sallyport.soc.sink;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.soc.export.JsonBody;
import dev.sallyport.soc.notice.NoticeText;
import java.util.ArrayList;
import java.util.List;

/** Atlassian's document format, version 1: a block of text that is read as it stands, and links. */
final class Adf {
    private Adf() {}

    static JsonObject document(String text, List<NoticeText.Link> links) {
        List<Json> content = new ArrayList<>();
        content.add(node("codeBlock", JsonBody.one(run(text, List.of()))));
        if (!links.isEmpty()) {
            content.add(node("paragraph", new JsonArray(linked(links))));
        }
        return JsonObject.builder()
                .put("type", "doc")
                .put("version", 1)
                .put("content", new JsonArray(content))
                .build();
    }

    private static List<Json> linked(List<NoticeText.Link> links) {
        List<Json> out = new ArrayList<>();
        for (NoticeText.Link link : links) {
            JsonObject mark = JsonObject.builder()
                    .put("type", "link")
                    .put(
                            "attrs",
                            JsonObject.builder()
                                    .put("href", link.url().toString())
                                    .build())
                    .build();
            out.add(run(link.label(), List.of(mark)));
            out.add(run("  ", List.of()));
        }
        return out;
    }

    private static JsonObject node(String type, JsonArray content) {
        return JsonObject.builder().put("type", type).put("content", content).build();
    }

    private static JsonObject run(String text, List<Json> marks) {
        JsonObject.Builder out = JsonObject.builder().put("type", "text").put("text", text);
        if (!marks.isEmpty()) {
            out.put("marks", new JsonArray(marks));
        }
        return out.build();
    }
}
