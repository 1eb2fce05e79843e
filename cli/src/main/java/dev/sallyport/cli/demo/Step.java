package dev.sallyport.cli.demo;

import dev.sallyport.action.json.JsonObject;

/**
 * One step that went as it must.
 *
 * @param name a word for programs
 * @param asked what was asked for, for people
 * @param decision what Sallyport answered
 * @param reason the stable code of why
 * @param effect what was found outside of Sallyport's own answers
 */
record Step(String name, String asked, String decision, String reason, String effect) {
    JsonObject json(int number) {
        return JsonObject.builder()
                .put("step", number)
                .put("name", name)
                .put("asked", asked)
                .put("decision", decision)
                .put("reason", reason)
                .put("effect", effect)
                .put("ok", true)
                .build();
    }

    String text(int number) {
        return number + ". " + asked + "\n     " + decision + " (" + reason + ")\n     seen: " + effect;
    }
}
