package dev.sallyport.soc.rehearsal;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.soc.detect.RuleForm;

/** Previews as JSON. */
public final class PreviewForm {
    private PreviewForm() {}

    /** The preview as an object. */
    public static JsonObject of(Preview preview) {
        return JsonObject.builder()
                .put("effect", preview.effect().wire())
                .put("target", preview.target())
                .put("stops", preview.effect().isStop())
                .put("open_sessions", RuleForm.texts(preview.sessions()))
                .put("held_approvals", RuleForm.texts(preview.held()))
                .put("calls_last_hour", preview.callsHour())
                .put("calls_last_day", preview.callsDay())
                .put("agents", RuleForm.texts(preview.agents()))
                .put("servers", RuleForm.texts(preview.servers()))
                .put("other_agents", RuleForm.texts(preview.others()))
                .put("cut", preview.cut())
                .build();
    }
}
