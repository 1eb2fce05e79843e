package dev.sallyport.cli.conformance;

import dev.sallyport.action.json.JsonObject;

/**
 * What a vector asks and wants to hear.
 *
 * @param suite the folder of {@code spec/} it comes from
 * @param name the vector's place below {@code spec/}
 * @param request as the conformance contract has it, without {@code id}
 * @param wanted the members that an answer must have; what it has besides is not compared
 */
record Question(String suite, String name, JsonObject request, JsonObject wanted) {
    private static final String OUTCOME = "outcome";

    /** A vector that must be accepted with that output. */
    static Question accept(String suite, String name, JsonObject request, JsonObject output) {
        JsonObject wanted = JsonObject.builder()
                .put(OUTCOME, "accept")
                .put("output", output)
                .build();
        return new Question(suite, name, request, wanted);
    }

    /** A vector that must be refused; the refusal's members are those of {@code named} that a vector can name. */
    static Question refuse(String suite, String name, JsonObject request, JsonObject named) {
        JsonObject.Builder wanted = JsonObject.builder().put(OUTCOME, "refuse");
        named.members().forEach((member, value) -> {
            if (member.equals("code") || member.equals("offset") || member.equals("line")) {
                wanted.put(member, value);
            }
        });
        return new Question(suite, name, request, wanted.build());
    }

    /** Whether that is the answer. */
    boolean isAnsweredBy(JsonObject answer) {
        return wanted.members().entrySet().stream()
                .allMatch(member -> member.getValue().equals(answer.get(member.getKey())));
    }
}
