package dev.sallyport.connect.model;

import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;

/** Errors in the words of each dialect's clients. */
public final class ModelErrors {
    private ModelErrors() {}

    /** The members by which a dialect's clients know an error; the stable code is among them. */
    public static JsonObject members(ModelDialect dialect, int status, String code, String why) {
        return switch (dialect) {
            case OPENAI ->
                JsonObject.builder()
                        .put(
                                "error",
                                JsonObject.builder()
                                        .put("message", why)
                                        .put("type", openAi(status))
                                        .put("param", JsonNull.NULL)
                                        .put("code", code)
                                        .build())
                        .build();
            case ANTHROPIC ->
                JsonObject.builder()
                        .put("type", "error")
                        .put(
                                "error",
                                JsonObject.builder()
                                        .put("type", anthropic(status))
                                        .put("message", "[" + code + "] " + why)
                                        .put("code", code)
                                        .build())
                        .build();
        };
    }

    private static String openAi(int status) {
        return status == 429 ? "rate_limit_error" : status < 500 ? "invalid_request_error" : "server_error";
    }

    private static String anthropic(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
